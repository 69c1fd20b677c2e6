/** The whole package against the stand-in for the portal: paging, throttling, refusals, sign-out, broken answers. */
import { expect, describe, it } from "vitest";
import { collect, drive } from "./support/lists.ts";
import { mockPortal, seedWithAccounts } from "./support/mock-portal.ts";

const ASSIGNED = { accountId: "111122223333", roleName: "BedrockInference" };

describe("ListAccounts and ListAccountRoles", () => {
  it.each([
    ["a null token at the end", 250, { lastPageToken: "null" }, 3],
    ["V11: an empty token at the end", 250, { lastPageToken: "empty" }, 3],
    ["no token at the end", 250, { lastPageToken: "absent" }, 3],
    ["V11: empty pages with a token between the others", 250, { emptyPages: "interleaved" }, 6],
    ["exactly one page", 100, {}, 1],
    ["nothing assigned", 0, {}, 1],
  ] as const)("%s: every account once", async (_title, count, settings, pages) => {
    await using on = await mockPortal(seedWithAccounts(count, settings));
    const { mock, clock, portal, accessToken } = on;
    const accounts = await drive(clock, collect(portal.listAccounts({ accessToken })));
    expect(accounts.map(({ accountId }) => accountId)).toEqual(
      Array.from({ length: count }, (_, index) => String(100_000_000_000 + index)),
    );
    expect(mock.requests({ operation: "ListAccounts" })).toHaveLength(pages);
  });

  it("the roles of one account", async () => {
    await using on = await mockPortal();
    const { portal, accessToken } = on;
    const { accountId } = ASSIGNED;
    expect(await collect(portal.listAccountRoles({ accessToken, accountId }))).toEqual([ASSIGNED]);
  });

  it("429 on a later page: waits longer each time, asks for that page again, and no account is lost", async () => {
    await using on = await mockPortal(seedWithAccounts(150));
    const { mock, clock, portal, accessToken } = on;
    const slow = { kind: "error", status: 429, error: "TooManyRequestsException" } as const;
    mock.faults.add({ operation: "ListAccounts", nth: 2, times: 3, ...slow });
    const accounts = await drive(clock, collect(portal.listAccounts({ accessToken })));
    expect(new Set(accounts.map(({ accountId }) => accountId)).size).toBe(150);
    expect(clock.sleeps).toEqual([1000, 2000, 4000]);
    expect(mock.requests({ operation: "ListAccounts", status: 429 })).toHaveLength(3);
  });

  it("a portal that stays busy is given up after five attempts", async () => {
    await using on = await mockPortal();
    const { mock, clock, portal, accessToken } = on;
    const slow = { kind: "error", status: 429, error: "TooManyRequestsException" } as const;
    mock.faults.add({ operation: "ListAccounts", times: Infinity, ...slow });
    await expect(drive(clock, collect(portal.listAccounts({ accessToken })))).rejects.toMatchObject({
      code: "ROLE_CREDENTIALS_TRANSPORT",
      status: 429,
      requestId: expect.stringMatching(/./),
    });
    expect(mock.requests({ operation: "ListAccounts" })).toHaveLength(5);
  });

  it.each(["reset", "stall", "truncate"] as const)(
    "an answer lost by %s is asked for again",
    async (kind) => {
      await using on = await mockPortal(seedWithAccounts(150), { requestTimeoutMs: 250 });
      const { mock, clock, portal, accessToken } = on;
      const fault = kind === "truncate" ? ({ kind, bytes: 40 } as const) : ({ kind } as const);
      mock.faults.add({ operation: "ListAccounts", nth: 2, ...fault });
      expect(await drive(clock, collect(portal.listAccounts({ accessToken })))).toHaveLength(150);
      expect(clock.sleeps).toEqual([1000]);
    },
  );

  it("the accounts' roles, asked for at once, stay within five requests a second", async () => {
    await using on = await mockPortal(seedWithAccounts(22));
    const { clock, portal, accessToken } = on;
    const accounts = await drive(clock, collect(portal.listAccounts({ accessToken })));
    const startedAt = clock.now();
    const lists = accounts.map(({ accountId }) =>
      collect(portal.listAccountRoles({ accessToken, accountId })),
    );
    const roles = await drive(clock, Promise.all(lists));
    expect(roles.flat()).toHaveLength(22);
    // One request of the first second was spent on the accounts: 4, 5, 5, 5 and 3.
    expect(clock.now() - startedAt).toBe(4000);
  });
});

describe("GetRoleCredentials", () => {
  it("issued: keys, and an end in milliseconds", async () => {
    await using on = await mockPortal();
    const { mock, portal, accessToken } = on;
    const result = await portal.getRoleCredentials({ accessToken, ...ASSIGNED });
    if (result.status !== "issued") throw new Error("expected issued");
    expect(result.credentials.accessKeyId).toMatch(/^ASIA/);
    const hours = (result.credentials.expiration.getTime() - mock.clock.now()) / 3_600_000;
    expect(Math.round(hours)).toBe(8);
  });

  it("P2: session-ended after the sign-out, with the request id", async () => {
    await using on = await mockPortal();
    const { portal, accessToken } = on;
    expect(await portal.logout({ accessToken })).toEqual({ status: "logged-out" });
    expect(await portal.getRoleCredentials({ accessToken, ...ASSIGNED })).toMatchObject({
      status: "session-ended",
      requestId: expect.stringMatching(/./),
    });
    expect(await portal.logout({ accessToken })).toEqual({ status: "session-already-ended" });
  });

  it.each([
    ["403", { unassignedRole: "forbidden" }],
    ["404", { unassignedRole: "not-found" }],
  ] as const)("not-assigned by %s, and the session goes on", async (_title, settings) => {
    await using on = await mockPortal({ ...seedWithAccounts(1), settings });
    const { portal, accessToken } = on;
    const elsewhere = { accessToken, accountId: "100000000000", roleName: "Administrator" };
    expect(await portal.getRoleCredentials(elsewhere)).toMatchObject({ status: "not-assigned" });
    const assigned = { accessToken, accountId: "100000000000", roleName: "ReadOnly" };
    expect((await portal.getRoleCredentials(assigned)).status).toBe("issued");
  });

  it.each([
    ["without credentials", '{"message":"no"}', "ROLE_CREDENTIALS_MALFORMED_RESPONSE", "roleCredentials"],
    ["that is not JSON", undefined, "ROLE_CREDENTIALS_TRANSPORT", "not the portal's"],
  ])("a 200 %s is an error with its request id", async (_title, body, code, message) => {
    await using on = await mockPortal();
    const { mock, portal, accessToken } = on;
    mock.faults.add({ operation: "GetRoleCredentials", kind: "malformed", body });
    await expect(portal.getRoleCredentials({ accessToken, ...ASSIGNED })).rejects.toMatchObject({
      code,
      status: 200,
      requestId: expect.stringMatching(/./),
      message: expect.stringContaining(message),
    });
  });
});
