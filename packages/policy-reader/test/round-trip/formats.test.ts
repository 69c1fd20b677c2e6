/** Our exports and our decoders: every format brings the same policy back. */
import { describe, expect, it } from "vitest";
import { decodePolicy } from "../../src/decode/decode-policy.ts";
import { readPolicy } from "../../src/read-policy.ts";
import { HOSTILE_TEXTS, POLICIES } from "./corpus.ts";
import { exported, expectPolicy } from "./expect-policy.ts";

const FORMATS = ["mobileconfig", "reg", "json"] as const;

async function fingerprintOf(bytes: Uint8Array): Promise<string> {
  const read = async () => decodePolicy(bytes, { name: "policy" });
  return (await readPolicy([{ name: "policy", scope: "machine", read }])).fingerprint;
}

describe("an export", () => {
  it.each(FORMATS)("as %s is read back as it was given", async (format) => {
    expect.hasAssertions();
    for (const policy of POLICIES) {
      await expectPolicy(exported(format, policy, { includeSecrets: true }), policy);
    }
  });

  it("has the same fingerprint in every format", async () => {
    for (const policy of POLICIES) {
      const files = FORMATS.map((format) => exported(format, policy, { includeSecrets: true }));
      expect(new Set(await Promise.all(files.map(fingerprintOf))).size).toBe(1);
    }
  });

  it("in JSON has the keys that were given to any parser", () => {
    for (const policy of POLICIES) {
      const text = new TextDecoder().decode(exported("json", policy, { includeSecrets: true }));
      expect(Object.keys(JSON.parse(text) as object).toSorted()).toEqual(Object.keys(policy).toSorted());
    }
  });
});

describe("the corpus of the round trips", () => {
  it("has every kind of value many times, and the texts that formats are known to break", () => {
    const counts = new Map<string, number>();
    for (const key of POLICIES.flatMap((policy) => Object.keys(policy))) {
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    expect(counts.size).toBe(21);
    expect(Math.min(...counts.values())).toBeGreaterThan(10);
    expect(HOSTILE_TEXTS.length).toBeGreaterThan(150);
    const texts = HOSTILE_TEXTS.join("");
    for (const sample of [
      "\u{1f600}",
      "e\u0308",
      "\\\\",
      '"',
      "%PATH%",
      "\r\n",
      "\u0085",
      "]]>",
      "  spaces around  ",
    ]) {
      expect(texts).toContain(sample);
    }
    expect(HOSTILE_TEXTS.filter(({ length }) => length >= 5000).length).toBeGreaterThanOrEqual(2);
  });
});
