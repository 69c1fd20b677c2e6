/** `docs/policy-keys.md` says what the catalogue says; `-u` writes it anew. */
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { policyKeysPage } from "./support/policy-keys-page.ts";

it("the reference page of the policy keys is up to date", async () => {
  const page = fileURLToPath(new URL("../../../docs/policy-keys.md", import.meta.url));
  await expect(policyKeysPage()).toMatchFileSnapshot(page);
});
