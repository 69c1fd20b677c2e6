/** What the vault's benchmarks store. */
import type { VaultKey } from "@latchkey/token-vault";

export const SERVICE = "latchkey-bench";
export const KEY: VaultKey = {
  kind: "sign-in",
  startUrl: "https://acme.awsapps.com/start",
  region: "us-east-1",
};
/** As long as an access token, a refresh token and a client secret together. */
export const BLOB: string = "x".repeat(6_000);
