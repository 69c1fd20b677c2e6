import { expect, test } from "vitest";
import type { SeedStatement } from "../seed/seed.ts";
import { evaluatePolicy } from "./policy.ts";

const model = "arn:aws:bedrock:us-east-1::foundation-model/anthropic.claude-3-haiku-20240307-v1:0";

function decide(...statements: readonly SeedStatement[]): string {
  return evaluatePolicy({ Statement: statements }, "bedrock:InvokeModel", model);
}

test("nothing allows when there is no policy", () => {
  expect(evaluatePolicy(undefined, "bedrock:InvokeModel", model)).toBe("not-allowed");
});

test.for<readonly [string, string]>([
  ["bedrock:InvokeModel", "allowed"],
  ["BEDROCK:invokemodel", "allowed"],
  ["bedrock:*", "allowed"],
  ["*", "allowed"],
  ["bedrock:Invoke?odel", "allowed"],
  ["bedrock:InvokeModelWithResponseStream", "not-allowed"],
  ["bedrock:Invoke", "not-allowed"],
  ["s3:*", "not-allowed"],
])("the action %s is %s", ([Action, expected]) => {
  expect(decide({ Effect: "Allow", Action, Resource: "*" })).toBe(expected);
});

test.for<readonly [string, string]>([
  [model, "allowed"],
  ["arn:aws:bedrock:*::foundation-model/anthropic.*", "allowed"],
  ["arn:*:bedrock:*::foundation-model/*-v?:0", "allowed"],
  ["arn:aws:bedrock:*::foundation-model/meta.*", "not-allowed"],
  [model.toUpperCase(), "not-allowed"],
  ["arn:aws:bedrock:us-east-1", "not-allowed"],
])("the resource %s is %s", ([Resource, expected]) => {
  expect(decide({ Effect: "Allow", Action: "*", Resource })).toBe(expected);
});

test("a deny beats an allow, in either order", () => {
  const allow: SeedStatement = { Effect: "Allow", Action: "*", Resource: "*" };
  const deny: SeedStatement = { Effect: "Deny", Action: "bedrock:*", Resource: [model] };
  expect([decide(allow, deny), decide(deny, allow)]).toEqual(["explicitly-denied", "explicitly-denied"]);
});

test("NotAction and NotResource turn the match around", () => {
  expect(decide({ Effect: "Allow", NotAction: "s3:*", Resource: "*" })).toBe("allowed");
  expect(decide({ Effect: "Allow", NotAction: "bedrock:*", Resource: "*" })).toBe("not-allowed");
  expect(decide({ Effect: "Allow", Action: "*", NotResource: ["*haiku*"] })).toBe("not-allowed");
});

test("a pattern of many stars on a long text is answered at once", () => {
  const Resource = `${"*a".repeat(200)}b`;
  const started = performance.now();
  expect(
    evaluatePolicy({ Statement: { Effect: "Allow", Action: "*", Resource } }, "x", "a".repeat(4000)),
  ).toBe("not-allowed");
  expect(performance.now() - started).toBeLessThan(1000);
});
