import { getEventListeners } from "node:events";
import { secret } from "@latchkey/secret";
import { manualClock } from "@latchkey/test-kit";
import type { ManualClock } from "@latchkey/test-kit";
import nock from "nock";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { createAccessPortal } from "../src/index.ts";
import type { AccessPortal, AccessPortalOptions, Account } from "../src/index.ts";
import { collect, drive } from "./support/lists.ts";

const PORTAL = "https://portal.sso.us-east-1.amazonaws.com";
const TOKEN = secret("access-token");
const ACCOUNT = { accountId: "111122223333" };

beforeAll(() => nock.disableNetConnect());
afterEach(() => {
  const unused = nock.pendingMocks();
  nock.cleanAll();
  if (unused.length > 0) throw new Error(`answers that were never asked for: ${unused.join(", ")}`);
});
afterAll(() => nock.enableNetConnect());

const portalOn = (clock: ManualClock, options: Partial<AccessPortalOptions> = {}): AccessPortal =>
  createAccessPortal({ region: "us-east-1", clock, random: () => 0, ...options });

const read = (portal: AccessPortal, signal?: AbortSignal): Promise<Account[]> =>
  collect(portal.listAccounts({ accessToken: TOKEN }, signal === undefined ? {} : { signal }));

const accounts = (query: Record<string, string> = {}): nock.Interceptor =>
  nock(PORTAL)
    .get("/assignment/accounts")
    .query({ max_result: "100", ...query });

/** A portal of `count` pages that notes when each was asked for. */
function pagesNoting(count: number, note: () => void): void {
  for (let page = 1; page <= count; page += 1) {
    accounts(page === 1 ? {} : { next_token: `${page}` }).reply(200, () => {
      note();
      return { accountList: [ACCOUNT], nextToken: page === count ? null : `${page + 1}` };
    });
  }
}

const LIMIT = 1024 * 1024;

const paddedTo = (size: number): string => {
  const unpadded = JSON.stringify({ accountList: [ACCOUNT], padding: "" });
  return JSON.stringify({ accountList: [ACCOUNT], padding: "x".repeat(size - unpadded.length) });
};

describe("back-off", () => {
  it("429: waits longer each time, up to five seconds, and then reads on", async () => {
    const clock = manualClock();
    accounts().times(4).reply(429, { message: "slow", __type: "x#TooManyRequestsException" });
    accounts().reply(200, { accountList: [ACCOUNT] });
    expect(await drive(clock, read(portalOn(clock)))).toEqual([ACCOUNT]);
    expect(clock.sleeps).toEqual([1000, 2000, 4000, 5000]);
  });

  it("takes off up to a half by chance", async () => {
    const clock = manualClock();
    accounts().times(2).reply(503, "");
    accounts().reply(200, { accountList: [] });
    await drive(clock, read(portalOn(clock, { random: () => 1 })));
    expect(clock.sleeps).toEqual([500, 1000]);
  });

  it("gives up after five attempts with what the portal said last", async () => {
    const clock = manualClock();
    accounts().times(5).reply(429, { message: "slow" }, { "x-amzn-requestid": "request-5" });
    await expect(drive(clock, read(portalOn(clock)))).rejects.toMatchObject({
      code: "ROLE_CREDENTIALS_TRANSPORT",
      status: 429,
      requestId: "request-5",
    });
    expect(clock.pending).toBe(0);
  });

  it.each([
    ["a dropped connection", () => accounts().replyWithError("ECONNRESET")],
    ["408", () => accounts().reply(408, "")],
  ])("%s is asked again", async (_title, fail) => {
    const clock = manualClock();
    fail();
    accounts().reply(200, { accountList: [ACCOUNT] });
    expect(await drive(clock, read(portalOn(clock)))).toEqual([ACCOUNT]);
    expect(clock.sleeps).toEqual([1000]);
  });

  it("each page has attempts of its own", async () => {
    const clock = manualClock();
    accounts().times(4).reply(500, "");
    accounts().reply(200, { accountList: [ACCOUNT], nextToken: "2" });
    accounts({ next_token: "2" }).times(4).reply(500, "");
    accounts({ next_token: "2" }).reply(200, { accountList: [ACCOUNT] });
    expect(await drive(clock, read(portalOn(clock)))).toHaveLength(2);
  });

  it("GetRoleCredentials neither waits nor asks again", async () => {
    const clock = manualClock();
    nock(PORTAL).get("/federation/credentials").query(true).reply(429, { message: "slow" });
    const call = portalOn(clock).getRoleCredentials({ accessToken: TOKEN, ...ACCOUNT, roleName: "Reader" });
    await expect(call).rejects.toMatchObject({ code: "ROLE_CREDENTIALS_TRANSPORT" });
    expect(clock.sleeps).toEqual([]);
  });
});

describe("pace", () => {
  it("five requests a second", async () => {
    const clock = manualClock(0);
    const askedAt: number[] = [];
    pagesNoting(12, () => askedAt.push(clock.now()));
    expect(await drive(clock, read(portalOn(clock)))).toHaveLength(12);
    expect(askedAt).toEqual([0, 0, 0, 0, 0, 1000, 1000, 1000, 1000, 1000, 2000, 2000]);
  });

  it("is shared by the lists of one portal and not with another portal", async () => {
    const clock = manualClock(0);
    const portal = portalOn(clock);
    accounts().times(6).reply(200, { accountList: [] });
    await drive(clock, Promise.all([read(portal), read(portal), read(portal)]));
    await drive(clock, Promise.all([read(portal), read(portal)]));
    expect(clock.sleeps).toEqual([]);
    await drive(clock, read(portalOn(clock)));
    expect(clock.sleeps).toEqual([]);
    nock(PORTAL).get("/assignment/roles").query(true).reply(200, { roleList: [] });
    await drive(clock, collect(portal.listAccountRoles({ accessToken: TOKEN, ...ACCOUNT })));
    expect(clock.sleeps).toEqual([1000]);
  });

  it("counts attempts that failed, and paces the next one too", async () => {
    const clock = manualClock(0);
    const askedAt: number[] = [];
    accounts().reply(500, () => {
      askedAt.push(clock.now());
      return "";
    });
    pagesNoting(7, () => askedAt.push(clock.now()));
    await drive(clock, read(portalOn(clock, { random: () => 1 })));
    expect(askedAt).toEqual([0, 500, 500, 500, 500, 1000, 1500, 1500]);
  });
});

describe("abort", () => {
  it("between pages ends the iteration with its own reason, without another request", async () => {
    const clock = manualClock();
    const controller = new AbortController();
    const reason = new Error("the person left the page");
    accounts().reply(200, { accountList: [ACCOUNT], nextToken: "2" });
    const reading = (async () => {
      const options = { signal: controller.signal };
      for await (const _account of portalOn(clock).listAccounts({ accessToken: TOKEN }, options)) {
        controller.abort(reason);
      }
    })();
    await expect(reading).rejects.toBe(reason);
    expect(clock.pending).toBe(0);
  });

  it("hands out no more of a page that was read already", async () => {
    const controller = new AbortController();
    accounts().reply(200, { accountList: [ACCOUNT, ACCOUNT] });
    const options = { signal: controller.signal };
    const list = portalOn(manualClock()).listAccounts({ accessToken: TOKEN }, options);
    const iterator = list[Symbol.asyncIterator]();
    expect((await iterator.next()).value).toEqual(ACCOUNT);
    const reason = new Error("the person left the page");
    controller.abort(reason);
    await expect(iterator.next()).rejects.toBe(reason);
  });

  it("during the back-off rejects at once and leaves no timer or listener", async () => {
    const clock = manualClock();
    const controller = new AbortController();
    accounts().reply(429, { message: "slow" });
    const reading = read(portalOn(clock), controller.signal);
    reading.catch(() => undefined);
    await expect.poll(() => clock.pending, { timeout: 4000 }).toBe(1);
    const reason = new Error("the person left the page");
    controller.abort(reason);
    await expect(reading).rejects.toBe(reason);
    expect(clock.pending).toBe(0);
    expect(getEventListeners(controller.signal, "abort")).toHaveLength(0);
  });

  it("while waiting for its turn rejects at once and leaves no timer", async () => {
    const clock = manualClock();
    const controller = new AbortController();
    for (let page = 1; page <= 5; page += 1) {
      const token = page === 1 ? {} : { next_token: `${page}` };
      accounts(token).reply(200, { accountList: [], nextToken: `${page + 1}` });
    }
    const reading = read(portalOn(clock), controller.signal);
    reading.catch(() => undefined);
    await expect.poll(() => clock.pending, { timeout: 4000 }).toBe(1);
    const reason = new Error("the person left the page");
    controller.abort(reason);
    await expect(reading).rejects.toBe(reason);
    expect(clock.pending).toBe(0);
  });

  it("during a request ends it", async () => {
    const controller = new AbortController();
    const reason = new Error("the person left the page");
    const requestHandler = {
      handle: () => {
        queueMicrotask(() => controller.abort(reason));
        return new Promise<never>(() => undefined);
      },
    };
    const clock = manualClock();
    await expect(read(portalOn(clock, { requestHandler }), controller.signal)).rejects.toBe(reason);
    expect(clock.sleeps).toEqual([]);
  });

  it("before the first request asks for nothing", async () => {
    const reason = new Error("the person left the page");
    await expect(read(portalOn(manualClock()), AbortSignal.abort(reason))).rejects.toBe(reason);
  });
});

describe("a hostile page", () => {
  it("of 1 MiB is read", async () => {
    accounts().reply(200, paddedTo(LIMIT));
    expect(await read(portalOn(manualClock()))).toEqual([ACCOUNT]);
  });

  it.each([200, 503])("one byte over 1 MiB is malformed and not asked for again: %d", async (status) => {
    const clock = manualClock();
    accounts().reply(status, paddedTo(LIMIT + 1));
    await expect(drive(clock, read(portalOn(clock)))).rejects.toMatchObject({
      code: "ROLE_CREDENTIALS_MALFORMED_RESPONSE",
      status,
    });
    expect(clock.sleeps).toEqual([]);
  });

  it("of 1 MiB of nested lists is a malformed answer", async () => {
    const depth = LIMIT / 2 - 20;
    accounts().reply(200, `{"accountList":[${"[".repeat(depth)}${"]".repeat(depth)}]}`);
    await expect(read(portalOn(manualClock()))).rejects.toMatchObject({
      code: "ROLE_CREDENTIALS_MALFORMED_RESPONSE",
      message: "ListAccounts: accountList[0].accountId: expected text",
    });
  });

  it("of 1 MiB of accounts hands out every one", async () => {
    const accountList = Array.from({ length: 30_000 }, () => ACCOUNT);
    accounts().reply(200, { accountList });
    expect(await read(portalOn(manualClock()))).toHaveLength(30_000);
  });
});
