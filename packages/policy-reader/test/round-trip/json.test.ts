/** Our JSON export, our decoder, and `JSON.parse`. */
import { describe, expect, it } from "vitest";
import { POLICIES } from "./corpus.ts";
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
