import { describe, expect, it } from "vitest";
import { isRegion, partitionOf } from "../src/index.ts";

describe("partitionOf", () => {
  it.each([
    ["us-east-1", "aws"],
    ["ap-southeast-5", "aws"],
    ["il-central-1", "aws"],
    ["mx-central-1", "aws"],
    ["eu-newplace-12", "aws"],
    ["cn-north-1", "aws-cn"],
    ["us-gov-west-1", "aws-us-gov"],
    ["eusc-de-east-1", "aws-eusc"],
    ["us-iso-east-1", "aws-iso"],
    ["us-isob-east-1", "aws-iso-b"],
    ["eu-isoe-west-1", "aws-iso-e"],
    ["us-isof-south-1", "aws-iso-f"],
  ])("%s belongs to %s", (region, partition) => {
    expect(partitionOf(region)?.id).toBe(partition);
  });

  it.each([
    "us-east",
    "useast1",
    "us-east-123",
    "us--1",
    "xx-east-1",
    "us-gov-gov-west-1",
    "us-east-1\u200b",
  ])("%j is not a region", (value) => {
    expect(isRegion(value)).toBe(false);
  });
});
