/**
 * From nothing to AWS credentials in a terminal: register, authorize, show the code, poll, list, exchange.
 *
 *     node sign-in-from-a-terminal.ts START_URL REGION [ENDPOINT]
 *
 * ENDPOINT is a stand-in that plays both services, such as `@latchkey/mock-identity-center`.
 */
import { checkVerificationUri, createDeviceFlow } from "@latchkey/oidc-device-flow";
import type { DeviceAuthorization, TokenSet } from "@latchkey/oidc-device-flow";
import { createAccessPortal } from "@latchkey/role-credentials";
import type { AccessPortal, AccountRole } from "@latchkey/role-credentials";
import type { Secret } from "@latchkey/secret";

const [startUrl = "", region = "", standIn] = process.argv.slice(2);
const where = { region, ...(standIn === undefined ? {} : { endpoint: new URL(standIn) }) };
const interruption = new AbortController();
process.once("SIGINT", () => interruption.abort(new Error("Cancelled.")));
const { signal } = interruption;

try {
  const { accessToken } = await signIn();
  const portal = createAccessPortal(where);
  const [role] = await listRoles(portal, accessToken);
  if (role === undefined) throw new Error("No permission set is assigned to you in any account.");
  await showCredentials(portal, accessToken, role);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

/** A program that is run often stores the registration and the tokens, and refreshes them. */
async function signIn(): Promise<TokenSet> {
  const flow = createDeviceFlow(where);
  const registration = await flow.registerClient({ clientName: "Terminal example" }, { signal });
  const started = await flow.startDeviceAuthorization({ registration, startUrl }, { signal });
  if (started.status !== "started") throw new Error("Identity Center refused a registration it just made.");
  const { authorization } = started;
  showCode(authorization);
  const result = await flow.pollForToken({ registration, authorization }, { signal });
  if (result.status === "authorized") return result.tokens;
  throw new Error(`Not signed in: ${result.status}.`);
}

/** Prints no address that could not be AWS's. Nobody should approve a code that they did not ask for. */
function showCode({ userCode, verificationUri, verificationUriComplete }: DeviceAuthorization): void {
  const allowedOrigins = standIn === undefined ? [] : [new URL(standIn).origin];
  const safe = [verificationUriComplete, verificationUri].find(
    (uri) =>
      uri !== undefined && checkVerificationUri({ uri, userCode, region, allowedOrigins }).status === "safe",
  );
  if (safe === undefined) throw new Error("Identity Center named an address that is not AWS's.");
  console.log(`Open ${safe}\nand approve only if it shows this code: ${userCode}`);
}

async function listRoles(portal: AccessPortal, accessToken: Secret): Promise<readonly AccountRole[]> {
  const roles: AccountRole[] = [];
  for await (const { accountId, accountName = "" } of portal.listAccounts({ accessToken }, { signal })) {
    for await (const role of portal.listAccountRoles({ accessToken, accountId }, { signal })) {
      console.log(accountId, accountName, role.roleName);
      roles.push(role);
    }
  }
  return roles;
}

async function showCredentials(portal: AccessPortal, accessToken: Secret, role: AccountRole): Promise<void> {
  const result = await portal.getRoleCredentials({ accessToken, ...role }, { signal });
  if (result.status !== "issued") throw new Error(`No credentials for ${role.roleName}: ${result.status}.`);
  // `secretAccessKey.reveal()` and `sessionToken.reveal()` belong into an AWS client or a child's environment, not here.
  const { accessKeyId, expiration } = result.credentials;
  console.log(`${accessKeyId} is good until ${expiration.toISOString()}`);
}
