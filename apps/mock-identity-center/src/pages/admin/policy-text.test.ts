import { expect, test } from "vitest";
import { bedrockInferencePolicy } from "../../seed/default-seed.ts";
import { formatPolicy, parsePolicy } from "./policy-text.ts";

const allow = { Effect: "Allow", Action: "bedrock:*", Resource: "*" };

test("a policy is written as JSON and read back; nothing typed is no policy", () => {
  expect(parsePolicy(formatPolicy(bedrockInferencePolicy))).toEqual({
    status: "policy",
    policy: bedrockInferencePolicy,
  });
  expect(parsePolicy(" \n")).toEqual({ status: "policy", policy: undefined });
});

test.for([
  ["{", /^This is not JSON/],
  ["[]", /expected object/],
  ["7", /expected object/],
  ["null", /expected object/],
  ["{}", /^Statement: expected a statement/],
  [JSON.stringify({ Statement: [] }), /^Statement: expected at least one/],
  [JSON.stringify({ Statement: { ...allow, Effect: "allow" } }), /^Statement\.Effect: /],
  [JSON.stringify({ Statement: [allow, { ...allow, Condition: {} }] }), /^Statement\[1\]: .*Condition/],
  [JSON.stringify({ Statement: [{ Effect: "Deny", Resource: "*" }] }), /one of Action and NotAction/],
  [JSON.stringify({ Version: "2020-01-01", Statement: allow }), /^Version: /],
] as const)("%s is refused with its place", ([text, reason]) => {
  const parsed = parsePolicy(text);
  expect(parsed.status === "refused" ? parsed.reasons.join("\n") : parsed).toMatch(reason);
});
