/** Each signal of the access portal, and what becomes of the sign-in: one test per row of the map. */
import { RoleCredentialsError } from "@latchkey/role-credentials";
import { describe, expect, it } from "vitest";
import { mintCredentials } from "../src/main/session/mint-credentials.ts";
import { refusal, signInWithPolls } from "./support/polls.ts";
import { rehearse } from "./support/rehearsal.ts";

describe("the portal", () => {
  it("E: 401 → one forced refresh, and then the credentials", async () => {
    await using app = await rehearse();
    const services = await app.signInOnce();
    app.mock.faults.add(refusal("GetRoleCredentials", 401, "UnauthorizedException"));
    expect(await mintCredentials(services)).toMatchObject({ status: "issued", refreshed: true });
  });

  it("E: 401 twice → sign in, and the sign-in is cleared", async () => {
    await using app = await rehearse();
    const services = await app.signInOnce();
    app.mock.faults.add(refusal("GetRoleCredentials", 401, "UnauthorizedException", Infinity));
    const since = app.mock.lastRequest;
    expect(await mintCredentials(services)).toEqual({ status: "sign-in-needed", reason: "session-ended" });
    const asked = app.mock.requests({ since }).map(({ operation }) => operation);
    expect(asked).toEqual(["GetRoleCredentials", "CreateToken", "GetRoleCredentials"]);
    expect((await services.store.read()).status).toBe("absent");
  });

  it("E: 401, and the refresh cannot be asked for → unavailable, and the sign-in is kept", async () => {
    await using app = await rehearse();
    const services = await app.signInOnce();
    app.mock.faults.add(refusal("GetRoleCredentials", 401, "UnauthorizedException"));
    app.mock.faults.add({ operation: "CreateToken", kind: "reset" });
    expect(await mintCredentials(services)).toMatchObject({ status: "unavailable" });
    expect(await mintCredentials(services)).toMatchObject({ status: "issued" });
  });

  it.each([
    [403, "ForbiddenException"],
    [404, "ResourceNotFoundException"],
  ])(
    "E: %i → not assigned, with a reference; the sign-in is kept, and no refresh is tried",
    async (status, error) => {
      await using app = await rehearse();
      const services = await app.signInOnce();
      app.mock.faults.add(refusal("GetRoleCredentials", status, error));
      const since = app.mock.lastRequest;
      expect(await mintCredentials(services)).toEqual({
        status: "not-assigned",
        requestId: expect.any(String),
      });
      expect(app.mock.requests({ since })).toHaveLength(1);
      expect((await mintCredentials(services)).status).toBe("issued");
    },
  );

  it("E: 404 at a session start → what is assigned can be listed anew", async () => {
    await using app = await rehearse();
    const services = await app.signInOnce();
    app.mock.faults.add(refusal("GetRoleCredentials", 404, "ResourceNotFoundException"));
    await mintCredentials(services);
    const token = await services.keeper.accessToken();
    if (token.status !== "usable") throw new Error(token.status);
    const { accessToken } = token;
    const { accountId, roleName } = services.decision;
    const roles: string[] = [];
    for await (const role of services.portal.listAccountRoles({ accessToken, accountId }))
      roles.push(role.roleName);
    expect(roles).toContain(roleName);
  });

  it.each([429, 500, 503])("E: %i → unavailable, and the sign-in is kept", async (status) => {
    await using app = await rehearse();
    const services = await app.signInOnce();
    app.mock.faults.add(refusal("GetRoleCredentials", status, "TooManyRequestsException"));
    expect(await mintCredentials(services)).toMatchObject({
      status: "unavailable",
      cause: { code: "ROLE_CREDENTIALS_TRANSPORT", status },
    });
    expect((await mintCredentials(services)).status).toBe("issued");
  });

  it("E: 429 at the check of the assignment → backs off, and asks again", async () => {
    await using app = await rehearse();
    app.mock.faults.add(refusal("ListAccountRoles", 429, "TooManyRequestsException", 2));
    const { end } = await signInWithPolls(app, 1);
    expect(end).toMatchObject({ state: "success", assignment: "confirmed" });
    const [first, second, third] = app.mock
      .requests({ operation: "ListAccountRoles" })
      .map(({ time }) => time.getTime());
    expect((second ?? 0) - (first ?? 0)).toBeGreaterThanOrEqual(500);
    expect((third ?? 0) - (second ?? 0)).toBeGreaterThanOrEqual(1000);
  });

  it("E: 200 without roleCredentials → a protocol error with its request id; the sign-in is kept", async () => {
    await using app = await rehearse();
    const services = await app.signInOnce();
    app.mock.faults.add({ operation: "GetRoleCredentials", kind: "malformed", body: "{}" });
    const minted = await mintCredentials(services);
    if (minted.status !== "unavailable") throw new Error(minted.status);
    expect(minted.cause).toBeInstanceOf(RoleCredentialsError);
    expect(minted.cause).toMatchObject({
      code: "ROLE_CREDENTIALS_MALFORMED_RESPONSE",
      requestId: app.mock.requests({ operation: "GetRoleCredentials" }).at(-1)?.requestId,
    });
    expect((await mintCredentials(services)).status).toBe("issued");
  });
});
