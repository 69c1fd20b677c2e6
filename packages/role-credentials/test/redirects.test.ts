/** No operation follows a redirect: the other host never sees the bearer token. */
import { secret } from "@latchkey/secret";
import { localServer } from "@latchkey/test-kit";
import { describe, expect, it } from "vitest";
import { createAccessPortal } from "../src/index.ts";
import type { AccessPortal } from "../src/index.ts";
import { collect } from "./support/lists.ts";

const accessToken = secret("planted-access-token");
const accountId = "111122223333";

const CALLS: readonly (readonly [string, (portal: AccessPortal) => Promise<unknown>])[] = [
  ["GetRoleCredentials", (portal) => portal.getRoleCredentials({ accessToken, accountId, roleName: "x" })],
  ["ListAccounts", (portal) => collect(portal.listAccounts({ accessToken }))],
  ["ListAccountRoles", (portal) => collect(portal.listAccountRoles({ accessToken, accountId }))],
  ["Logout", (portal) => portal.logout({ accessToken })],
];

describe.each([301, 302, 303, 307, 308])("a redirect with %d to another host", (status) => {
  it.each(CALLS)("is neither followed nor asked for again by %s", async (_operation, call) => {
    await using other = await localServer((_request, response) => response.writeHead(200).end("{}"));
    await using server = await localServer((_request, response) =>
      response.writeHead(status, { location: other.url.href }).end("{}"),
    );
    const portal = createAccessPortal({ region: "us-east-1", endpoint: server.url });
    await expect(call(portal)).rejects.toMatchObject({ code: "ROLE_CREDENTIALS_TRANSPORT", status });
    expect(server.requests).toHaveLength(1);
    expect(other.requests).toEqual([]);
  });
});
