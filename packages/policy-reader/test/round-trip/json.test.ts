/** Our JSON export, our decoder, and `JSON.parse`. */
import { describe, expect, it } from "vitest";
import { HOSTILE_TEXTS, POLICIES } from "./corpus.ts";
import { exported, expectPolicy } from "./expect-policy.ts";

describe("a JSON export", () => {
  it("is read back as it was given", async () => {
    for (const policy of POLICIES) {
      const bytes = exported("json", policy, { includeSecrets: true });
      await expectPolicy(bytes, policy, { format: "json" });
      expect(Object.keys(JSON.parse(new TextDecoder().decode(bytes)) as object).toSorted()).toEqual(
        Object.keys(policy).toSorted(),
      );
    }
  });
});

describe("the corpus of the round trips", () => {
  it("has every kind of value many times, and the texts that formats are known to break", () => {
    const counts = new Map<string, number>();
    for (const key of POLICIES.flatMap((policy) => Object.keys(policy))) {
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    expect(counts.size).toBe(20);
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
