import { expect, test } from "vitest";
import { reasonsOf } from "./reasons.ts";

const source = "/etc/latchkey/managed-settings.json";

test("what stands beside the reasons is left out, and each reason is one of its own", () => {
  const why = `${source}: egressProxyUrl: blank, which counts as not set ${source}: ignored, because /a: b.json wins`;
  expect(reasonsOf({ source, why }, "egressProxyUrl")).toEqual([
    "blank, which counts as not set",
    "ignored, because /a: b.json wins",
  ]);
});

test("a reason without a source stays whole, and no reason is none", () => {
  expect(reasonsOf({ source, why: "not used: A token wins." }, "inferenceModels")).toEqual([
    "not used: A token wins.",
  ]);
  expect(reasonsOf({ source, why: "" }, "inferenceModels")).toEqual([]);
});
