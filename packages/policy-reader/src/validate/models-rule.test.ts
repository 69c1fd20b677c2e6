import { describe, expect, it } from "vitest";
import { snapshotOf } from "../../test/support.ts";
import type { PolicyEntry } from "../policy-types.ts";

async function models(value: unknown): Promise<PolicyEntry | undefined> {
  return (await snapshotOf({ inferenceModels: value })).entries[0];
}

const ARN = "arn:aws:bedrock:us-west-2:111122223333:application-inference-profile/abc123";

describe("inferenceModels", () => {
  it.each([
    ["JSON in text", JSON.stringify(["a.model-v1:0", ARN])],
    ["a native list", ["a.model-v1:0", ARN]],
  ])("takes %s and keeps the order", async (_, value) => {
    expect(await models(value)).toMatchObject({ status: "ok", value: [{ id: "a.model-v1:0" }, { id: ARN }] });
  });

  it("takes objects with options, and keeps fields it does not know", async () => {
    const value = [
      {
        name: "a.model",
        labelOverride: "Fast",
        supports1m: true,
        prefer1m: false,
        isFamilyDefault: true,
        anthropicFamilyTier: "sonnet",
        later: { x: [1] },
      },
    ];
    expect((await models(value))?.value).toEqual([
      {
        id: "a.model",
        label: "Fast",
        supports1m: true,
        prefer1m: false,
        isFamilyDefault: true,
        familyTier: "sonnet",
        other: { later: { x: [1] } },
      },
    ]);
  });

  it.each([["[]"], [[]], [" "]])("counts %j as blank", async (value) => {
    expect(await models(value)).toMatchObject({ status: "blank" });
  });

  it("warns when a model is named twice", async () => {
    expect(await models(["a", "a"])).toMatchObject({
      status: "ok",
      diagnostics: [{ code: "suspicious-value" }],
    });
  });

  it.each([
    ["a.model", "not valid JSON: line 1, column 1"],
    ['["a"', "not valid JSON"],
    ['{"name":"a"}', "expected a JSON list in the text"],
    ['[{"name":"a","name":"b"}]', "appears twice"],
    [[""], "entry 1: expected a model ID"],
    [["ok", "has space"], "entry 2: expected a model ID"],
    [["-leading"], "entry 1: expected a model ID"],
    [["x".repeat(2049)], "entry 1: expected a model ID"],
    [[{}], "entry 1: expected a model ID in name"],
    [[{ name: "a", supports1m: "yes" }], "expected true or false in supports1m"],
    [[{ name: "a", labelOverride: 1 }], "expected text in labelOverride"],
    [[["nested"]], "entry 1: expected a model ID, or an object"],
    [Array.from({ length: 101 }, () => "a"), "at most 100 models"],
  ])("refuses %j", async (value, reason) => {
    const entry = await models(value);
    expect(entry?.status).toBe("malformed");
    expect(entry?.diagnostics[0]?.message).toContain(reason);
  });
});
