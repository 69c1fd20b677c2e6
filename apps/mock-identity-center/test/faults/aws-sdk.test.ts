/** Faults as the AWS SDK for JavaScript meets them. */

import { ListAccountsCommand, SSOClient } from "@aws-sdk/client-sso";
import { RegisterClientCommand, SSOOIDCClient } from "@aws-sdk/client-sso-oidc";
import { expect, test } from "vitest";
import { useHostileEnvironment } from "../support/hostile-environment.ts";
import { startRig } from "../support/rig.ts";

useHostileEnvironment();

test.for([
  { kind: "error", status: 500, error: "InternalServerException" },
  { kind: "html", status: 503 },
  { kind: "reset" },
] as const)("the SDK's own retry survives $kind", async (effect) => {
  await using rig = await startRig();
  const { accessToken } = await rig.signIn();
  const fault = rig.mock.faults.add({ operation: "ListAccounts", ...effect });
  const client = new SSOClient({ region: rig.mock.region, endpoint: rig.mock.portalUrl });
  const { accountList, $metadata } = await client.send(new ListAccountsCommand({ accessToken }));
  expect(accountList).toHaveLength(2);
  expect($metadata.attempts).toBe(2);
  expect(fault.used).toBe(1);
  client.destroy();
});

test("an error arrives as the SDK's own exception", async () => {
  await using rig = await startRig();
  rig.mock.faults.add({ kind: "error", status: 400, error: "invalid_scope", times: Infinity });
  const client = new SSOOIDCClient({ region: rig.mock.region, endpoint: rig.mock.oidcUrl });
  const command = new RegisterClientCommand({ clientName: "sdk", clientType: "public" });
  await expect(client.send(command)).rejects.toMatchObject({
    name: "InvalidScopeException",
    error: "invalid_scope",
  });
  client.destroy();
});
