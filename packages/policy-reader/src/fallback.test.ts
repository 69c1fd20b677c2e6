import { describe, expect, it } from "vitest";
import { answeringSource, BEDROCK, encode, memorySource, SIGN_IN, text } from "../test/support.ts";
import { decideAuthMode } from "./decide/decide-auth-mode.ts";
import type { PolicyPrecedence } from "./combine-sources.ts";
import type { PolicySource } from "./policy-types.ts";
import { readPolicy } from "./read-policy.ts";

const complete = { ...BEDROCK, ...SIGN_IN };
const own = memorySource(encode("json", complete), "own-file", "user");
const absent = (scope: "machine" | "user"): PolicySource =>
  answeringSource({ status: "absent" }, `${scope}-file`, scope);
const PRECEDENCES: readonly PolicyPrecedence[] = [
  "machine-exclusive",
  "machine-over-user",
  "user-over-machine",
];

describe("a fallback", () => {
  it.each([
    ["absent", [absent("machine"), absent("user")]],
    ["empty", [memorySource(text("{}"), "machine-file", "machine"), absent("user")]],
    ["none at all", []],
  ])("counts when the sources are %s, beside a source of its own scope", async (_, sources) => {
    for (const precedence of PRECEDENCES) {
      const snapshot = await readPolicy(sources, { precedence, fallback: own });
      expect(decideAuthMode(snapshot).mode).toBe("aws-sso");
      expect(snapshot.sources.at(-1)).toMatchObject({ name: "own-file", status: "read", inForce: true });
      expect(snapshot.fingerprint).toBe((await readPolicy([own])).fingerprint);
    }
  });

  it.each([
    [
      "one value",
      memorySource(text('{"inferenceProvider":"vertex"}'), "machine-file", "machine"),
      "inactive",
    ],
    ["a blank", memorySource(text('{"inferenceProvider":""}'), "machine-file", "machine"), "inactive"],
    ["an unknown key", memorySource(text('{"favouriteColour":1}'), "machine-file", "machine"), "inactive"],
    [
      "an unreadable file",
      answeringSource({ status: "unreadable", diagnostics: [] }, "machine-file"),
      "unknown",
    ],
    [
      "an untrusted file",
      answeringSource({ status: "untrusted", diagnostics: [] }, "machine-file"),
      "config-error",
    ],
    [
      "a malformed file",
      answeringSource({ status: "malformed", diagnostics: [] }, "machine-file"),
      "config-error",
    ],
  ])("does not count beside %s, and says why", async (_, machine, mode) => {
    for (const precedence of PRECEDENCES) {
      for (const sources of [[machine], [absent("user"), machine]]) {
        const snapshot = await readPolicy(sources, { precedence, fallback: own });
        expect(decideAuthMode(snapshot).mode).toBe(mode);
        expect(snapshot.fingerprint).toBe((await readPolicy(sources, { precedence })).fingerprint);
        expect(snapshot.sources.at(-1)).toMatchObject({ name: "own-file", status: "read", inForce: false });
        expect(snapshot.diagnostics.find(({ source }) => source === "own-file")?.message).toMatch(
          /^own-file: ignored, because machine-file /,
        );
      }
    }
  });

  it("names the source that decides, not one that is hidden itself", async () => {
    const hidden = memorySource(encode("json", { inferenceBedrockProfile: "p" }), "user-file", "user");
    const machine = memorySource(encode("json", complete), "machine-file", "machine");
    const { diagnostics } = await readPolicy([hidden, machine], { fallback: own });
    expect(diagnostics.find(({ source }) => source === "own-file")?.message).toBe(
      "own-file: ignored, because machine-file holds inferenceProvider",
    );
  });

  it("that is broken breaks the policy, unless something stronger decides", async () => {
    const broken = answeringSource({ status: "malformed", diagnostics: [] }, "own-file", "user");
    expect(decideAuthMode(await readPolicy([absent("machine")], { fallback: broken })).mode).toBe(
      "config-error",
    );
    const machine = memorySource(encode("json", complete), "machine-file", "machine");
    expect(decideAuthMode(await readPolicy([machine], { fallback: broken })).mode).toBe("aws-sso");
  });

  it("that is absent changes nothing", async () => {
    const empty = memorySource(text("{}"), "machine-file", "machine");
    const gone = answeringSource({ status: "absent" }, "own-file", "user");
    for (const sources of [[absent("machine")], [empty]]) {
      const [beside, without] = [await readPolicy(sources, { fallback: gone }), await readPolicy(sources)];
      expect([beside.status, beside.fingerprint]).toEqual([without.status, without.fingerprint]);
      expect(beside.diagnostics).toEqual([]);
    }
  });
});
