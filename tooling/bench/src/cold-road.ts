/** A process that reads the policy, opens the vault, decrypts the sign-in, gets credentials and builds the environment. */
import { decideAuthMode, policyFileSource, readPolicy } from "@latchkey/policy-reader";
import { createAccessPortal } from "@latchkey/role-credentials";
import { buildSandboxEnv } from "@latchkey/sandbox-env";
import { openTokenVault } from "@latchkey/token-vault";
import { constantKeyStore } from "./constant-key-store.ts";

const [url = "", policy = "", directory = "", key = ""] = process.argv.slice(2);
const decision = decideAuthMode(await readPolicy([policyFileSource({ path: policy })]));
if (decision.mode !== "aws-sso") throw new Error(`expected aws-sso, got ${decision.mode}`);
const vault = await openTokenVault({ directory, keyStore: constantKeyStore(key) });
const read = await vault.get({ kind: "sign-in", startUrl: decision.startUrl, region: decision.ssoRegion });
if (read.status !== "found" || read.entry.secrets["accessToken"] === undefined) throw new Error("no sign-in");
const portal = createAccessPortal({ region: decision.ssoRegion, endpoint: new URL(url) });
const result = await portal.getRoleCredentials({
  accessToken: read.entry.secrets["accessToken"],
  accountId: decision.accountId,
  roleName: decision.roleName,
});
if (result.status !== "issued") throw new Error(result.status);
const environment = buildSandboxEnv({ credentials: result.credentials, region: decision.bedrock.region });
if (environment.status !== "ready") throw new Error(environment.status);
