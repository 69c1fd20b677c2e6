import { secret } from "@latchkey/secret";
import { expectNoLeak, manualClock } from "@latchkey/test-kit";
import nock from "nock";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { createAccessPortal } from "../src/index.ts";
import type { Account, AccountRole } from "../src/index.ts";
import { collect } from "./support/lists.ts";

const PORTAL = "https://portal.sso.us-east-1.amazonaws.com";
const TOKEN = secret("planted-access-token");
const FIRST = { accountId: "111122223333", accountName: "Sandbox", emailAddress: "sandbox@example.com" };
const SECOND = { accountId: "444455556666" };

beforeAll(() => nock.disableNetConnect());
afterEach(() => {
  const unused = nock.pendingMocks();
  nock.cleanAll();
  if (unused.length > 0) throw new Error(`answers that were never asked for: ${unused.join(", ")}`);
});
afterAll(() => nock.enableNetConnect());

const accounts = (): AsyncIterable<Account> =>
  createAccessPortal({ region: "us-east-1", clock: manualClock() }).listAccounts({ accessToken: TOKEN });

const roles = (): AsyncIterable<AccountRole> =>
  createAccessPortal({ region: "us-east-1", clock: manualClock() }).listAccountRoles({
    accessToken: TOKEN,
    accountId: "111122223333",
  });

const page = (nextToken?: string): nock.Interceptor =>
  nock(PORTAL)
    .get("/assignment/accounts")
    .query({ max_result: "100", ...(nextToken === undefined ? {} : { next_token: nextToken }) });

const rolePage = (nextToken?: string): nock.Interceptor =>
  nock(PORTAL)
    .get("/assignment/roles")
    .query({
      account_id: "111122223333",
      max_result: "100",
      ...(nextToken === undefined ? {} : { next_token: nextToken }),
    });

const failureOf = (list: AsyncIterable<unknown>): Promise<unknown> =>
  collect(list).then(
    () => "no failure",
    (error: unknown) => error,
  );

describe("ListAccounts", () => {
  it("sends the token in its header, asks for 100 a page and reads every page", async () => {
    page()
      .matchHeader("x-amz-sso_bearer_token", "planted-access-token")
      .reply(200, { nextToken: "a+b/c=", accountList: [FIRST] });
    page("a+b/c=")
      .matchHeader("x-amz-sso_bearer_token", "planted-access-token")
      .reply(200, { nextToken: null, accountList: [SECOND] });
    expect(await collect(accounts())).toEqual([FIRST, SECOND]);
  });

  it("V11: an empty page with a token goes on, an empty token ends", async () => {
    page().reply(200, { nextToken: "next", accountList: [] });
    page("next").reply(200, { nextToken: "", accountList: [FIRST] });
    expect(await collect(accounts())).toEqual([FIRST]);
  });

  it.each([
    ["absent", {}],
    ["null", { nextToken: null }],
    ["empty", { nextToken: "" }],
  ])("a token that is %s is the end", async (_title, end) => {
    page().reply(200, { ...end, accountList: [SECOND] });
    expect(await collect(accounts())).toEqual([SECOND]);
  });

  it("a token that repeats is a malformed answer, not an endless loop", async () => {
    page().reply(200, { nextToken: "planted-page-token", accountList: [FIRST] });
    page("planted-page-token").reply(200, { nextToken: "planted-page-token", accountList: [SECOND] });
    const error = await failureOf(accounts());
    expect(error).toMatchObject({
      code: "ROLE_CREDENTIALS_MALFORMED_RESPONSE",
      message: "ListAccounts: nextToken: expected a token that was not given before",
    });
    expectNoLeak(error, "planted-page-token", "planted-access-token");
  });

  it("asks for nothing before it is iterated, and for no page nobody reads", async () => {
    const list = accounts();
    page().reply(200, { nextToken: "next", accountList: [FIRST, SECOND] });
    for await (const account of list) {
      expect(account).toEqual(FIRST);
      break;
    }
  });

  it("a second iteration asks anew", async () => {
    const list = accounts();
    page()
      .twice()
      .reply(200, { accountList: [FIRST] });
    expect(await collect(list)).toEqual([FIRST]);
    expect(await collect(list)).toEqual([FIRST]);
  });

  it("ignores unknown members; name and address may be absent, null or empty", async () => {
    const plain = { ...SECOND, accountName: null, emailAddress: "", colour: "blue" };
    page().reply(200, { accountList: [plain], more: true });
    expect(await collect(accounts())).toEqual([SECOND]);
  });

  it.each([
    ["no list", {}, "accountList: expected a list"],
    ["a list that is null", { accountList: null }, "accountList: expected a list"],
    ["a list that is text", { accountList: "none" }, "accountList: expected a list"],
    ["an error object", { message: "no", __type: "x#Y" }, "accountList: expected a list"],
    ["an item that is text", { accountList: [FIRST, "planted-value"] }, "accountList[1]: expected an object"],
    ["an item that is null", { accountList: [null] }, "accountList[0]: expected an object"],
    ["no account id", { accountList: [{ accountName: "planted-value" }] }, "accountList[0].accountId"],
    ["an account id that is a number", { accountList: [{ accountId: 111_122_223_333 }] }, "accountId"],
    ["11 digits", { accountList: [{ accountId: "11112222333" }] }, "accountId: expected twelve digits"],
    ["letters", { accountList: [{ accountId: "plantedvalue" }] }, "accountId: expected twelve digits"],
    ["a break after 12 digits", { accountList: [{ accountId: "111122223333\n" }] }, "accountId"],
    ["a name that is a list", { accountList: [{ ...FIRST, accountName: ["planted-value"] }] }, "accountName"],
    ["an address that is a number", { accountList: [{ ...FIRST, emailAddress: 1 }] }, "emailAddress"],
  ])("a 200 with %s is a malformed answer that names the field", async (_title, body, field) => {
    page().reply(200, body, { "x-amzn-requestid": "request-1" });
    const error = await failureOf(accounts());
    expect(error).toMatchObject({
      code: "ROLE_CREDENTIALS_MALFORMED_RESPONSE",
      message: expect.stringContaining(field),
      status: 200,
      requestId: "request-1",
    });
    expectNoLeak(error, "planted-value", "plantedvalue", "planted-access-token");
  });

  it("P2: 401 is an error with a code of its own, also between pages", async () => {
    page().reply(200, { nextToken: "next", accountList: [FIRST] });
    page("next").reply(
      401,
      { message: "Session token not found or invalid", __type: "x#UnauthorizedException" },
      { "x-amzn-requestid": "request-2" },
    );
    const read: Account[] = [];
    const reading = (async () => {
      for await (const account of accounts()) read.push(account);
    })();
    await expect(reading).rejects.toMatchObject({
      name: "RoleCredentialsError",
      code: "ROLE_CREDENTIALS_SESSION_ENDED",
      status: 401,
      requestId: "request-2",
    });
    expect(read).toEqual([FIRST]);
  });

  it.each([
    ["a 401 page of a proxy", 401, "<html>Sign in to the proxy</html>"],
    ["a captive portal", 200, "<html>Welcome</html>"],
    ["a redirect", 302, ""],
  ])("%s says nothing about the sign-in and is not asked again", async (_title, status, body) => {
    page().reply(status, body, { location: "https://login.hotel.example/" });
    expect(await failureOf(accounts())).toMatchObject({ code: "ROLE_CREDENTIALS_TRANSPORT", status });
  });
});

describe("ListAccountRoles", () => {
  it("names the account on every page and reads all roles", async () => {
    const reader = { accountId: "111122223333", roleName: "Reader" };
    const writer = { accountId: "111122223333", roleName: "Writer" };
    rolePage().reply(200, { nextToken: "next", roleList: [{ ...reader, colour: "blue" }] });
    rolePage("next").reply(200, { roleList: [writer] });
    expect(await collect(roles())).toEqual([reader, writer]);
  });

  it.each([
    ["an account that is unknown", 404, "ResourceNotFoundException"],
    ["an account that is not assigned", 403, "ForbiddenException"],
    ["a request that is not good", 400, "InvalidRequestException"],
  ])("%s is refused", async (_title, status, shape) => {
    rolePage().reply(status, { message: "in AWS's words", __type: `x#${shape}` });
    expect(await failureOf(roles())).toMatchObject({ code: "ROLE_CREDENTIALS_REFUSED", status });
  });

  it.each([
    ["no role name", { accountId: "111122223333" }, "roleList[0].roleName: expected text"],
    ["an empty role name", { accountId: "111122223333", roleName: "" }, "roleList[0].roleName"],
    ["no account id", { roleName: "Reader" }, "roleList[0].accountId: expected text"],
    [
      "another account",
      { ...SECOND, roleName: "Reader" },
      "accountId: expected the account that was asked for",
    ],
  ])("a role with %s is a malformed answer", async (_title, role, message) => {
    rolePage().reply(200, { roleList: [role] });
    expect(await failureOf(roles())).toMatchObject({
      code: "ROLE_CREDENTIALS_MALFORMED_RESPONSE",
      message: expect.stringContaining(message),
    });
  });
});
