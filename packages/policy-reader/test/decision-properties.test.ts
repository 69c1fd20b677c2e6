/** Properties of the decision that hold for every policy, in every format. */
import * as fc from "fast-check";
import { expectNoLeak } from "@latchkey/test-kit";
import { describe, expect, it } from "vitest";
import { decideAuthMode } from "../src/decide/decide-auth-mode.ts";
import type { AuthModeDecision } from "../src/decide/decision-types.ts";
import { describePolicy } from "../src/describe-policy.ts";
import { formatPolicyReport } from "../src/describe/format-report.ts";
import { egressRequirements } from "../src/egress/egress-requirements.ts";
import type { PolicySnapshot } from "../src/policy-types.ts";
import { readPolicy } from "../src/read-policy.ts";
import { BEDROCK, encode, FORMATS, memorySource, SIGN_IN, snapshotOf, type Settings } from "./support.ts";

const MODES: readonly AuthModeDecision["mode"][] = [
  "aws-sso", "bearer-token", "profile", "credential-helper", "none", "config-error", "unknown", "inactive",
]; // prettier-ignore

const VALID: Settings = {
  ...BEDROCK,
  ...SIGN_IN,
  inferenceBedrockBearerToken: "ABSKtoken",
  inferenceBedrockProfile: "work",
  inferenceBedrockBaseUrl: "https://vpce.example.com",
  inferenceBedrockServiceTier: "flex",
  inferenceBedrockAwsDir: "/etc/aws",
  inferenceCredentialHelper: "/opt/helper",
  inferenceCredentialHelperTtlSec: "60",
  disableAutoUpdates: "true",
};
const KEYS = Object.keys(VALID);

/** What XML can carry; the other formats can carry more. */
const anyText = fc
  .string({ unit: "grapheme-composite", maxLength: 30 })
  .filter((text) => !/[\u0000-\u001f\ufffe\uffff\ud800-\udfff]/u.test(text));

/** Every key absent, valid, blank or odd; each policy leans one way, so that every mode is reached. */
const policies: fc.Arbitrary<Settings> = fc.constantFrom(0, 1, 4).chain((strength) =>
  fc
    .record(
      Object.fromEntries(
        KEYS.map((key) => {
          const stronger = key === "inferenceBedrockBearerToken" || key === "inferenceBedrockProfile";
          return [
            key,
            fc.oneof(
              { weight: stronger ? strength : 30, arbitrary: fc.constant(VALID[key] ?? "") },
              { weight: stronger ? 8 : 1, arbitrary: fc.constant(undefined) },
              { weight: 1, arbitrary: fc.constantFrom("", "  ") },
              { weight: 1, arbitrary: fc.oneof(fc.constantFrom("x", "us-east-1", "https://x"), anyText) },
            ),
          ];
        }),
      ),
    )
    .map((settings) =>
      Object.fromEntries(
        Object.entries(settings).filter((pair): pair is [string, string] => pair[1] !== undefined),
      ),
    ),
);

const stateless = ({ entries, fingerprint, status }: PolicySnapshot): unknown => ({
  status,
  fingerprint,
  entries: entries
    .map(({ key, status, value, diagnostics }) => ({
      key,
      status,
      value: JSON.stringify(value),
      diagnostics: diagnostics.map(({ code, message, severity }) => ({ code, message, severity })),
    }))
    .toSorted((a, b) => (a.key < b.key ? -1 : 1)),
});

describe("properties of the decision", () => {
  it("property 1: it is total, and gives one known mode with a reason", async () => {
    const reached = new Set<string>();
    await fc.assert(
      fc.asyncProperty(policies, async (settings) => {
        const decision = decideAuthMode(await snapshotOf(settings));
        expect(MODES).toContain(decision.mode);
        reached.add(decision.mode);
        expect(decision.reason).not.toBe("");
      }),
      { numRuns: 500 },
    );
    expect(reached.size, `only ${[...reached].join(", ")}`).toBeGreaterThanOrEqual(5);
  });

  it("property 2: adding a blank key never changes the mode", async () => {
    await fc.assert(
      fc.asyncProperty(
        policies,
        fc.constantFrom(...KEYS),
        fc.constantFrom("", " ", "\t\u00a0"),
        async (settings, key, blank) => {
          fc.pre(settings[key] === undefined);
          const before = await snapshotOf(settings);
          const after = await snapshotOf({ ...settings, [key]: blank });
          expect(decideAuthMode(after).mode).toBe(decideAuthMode(before).mode);
          expect(after.fingerprint).toBe(before.fingerprint);
        },
      ),
      { numRuns: 500 },
    );
  });

  it("property 3: sign-in means four valid keys, a model, and neither bearer token nor profile", async () => {
    let signIns = 0;
    await fc.assert(
      fc.asyncProperty(policies, async (settings) => {
        const decision = decideAuthMode(await snapshotOf(settings));
        if (decision.mode !== "aws-sso") return;
        signIns++;
        expect((settings["inferenceBedrockBearerToken"] ?? "").trim()).toBe("");
        expect((settings["inferenceBedrockProfile"] ?? "").trim()).toBe("");
        expect(decision.bedrock.models.length).toBeGreaterThan(0);
        for (const key of Object.keys(SIGN_IN)) expect((settings[key] ?? "").trim()).not.toBe("");
      }),
      { numRuns: 800 },
    );
    expect(signIns, "no generated policy reached the mode").toBeGreaterThan(0);
  });

  it("property 4: whatever the bearer token is, nothing printable holds it", async () => {
    const tokens = fc.string({ minLength: 8, maxLength: 60 }).filter((token) => token.trim().length >= 8);
    await fc.assert(
      fc.asyncProperty(policies, tokens, fc.constantFrom(...FORMATS), async (settings, random, format) => {
        const token = `Zq9${random.replaceAll(/[^ -~]/g, "x")}9qZ`;
        const bytes = encode(format, { ...settings, inferenceBedrockBearerToken: token });
        const snapshot = await readPolicy([memorySource(bytes)]);
        const decision = decideAuthMode(snapshot);
        expectNoLeak(snapshot, token);
        expectNoLeak(decision, token);
        const report = describePolicy(snapshot, decision, { includeUnset: true });
        expectNoLeak(report, token);
        expectNoLeak(formatPolicyReport(report), token);
        expectNoLeak(egressRequirements(snapshot, decision), token);
        expect(snapshot.entries.map(({ key }) => key)).toContain("inferenceBedrockBearerToken");
      }),
      { numRuns: 300 },
    );
  });

  it("property 5: the format does not matter", async () => {
    await fc.assert(
      fc.asyncProperty(policies, async (settings) => {
        fc.pre(Object.keys(settings).length > 0);
        const snapshots = await Promise.all(
          FORMATS.map(async (format) => readPolicy([memorySource(encode(format, settings))])),
        );
        const [reference, ...others] = snapshots;
        if (reference === undefined) throw new Error("no format");
        for (const [index, snapshot] of others.entries()) {
          expect(stateless(snapshot), FORMATS[index + 1] ?? "").toEqual(stateless(reference));
          expect(JSON.stringify(decideAuthMode(snapshot))).toBe(JSON.stringify(decideAuthMode(reference)));
        }
      }),
      { numRuns: 300 },
    );
  });
});
