/** Sessions, codes, settings, events, requests, clock and instances on the administrator's pages. */

import { expect, test } from "vitest";
import { problemsOf, textsOf } from "../../support/visit.ts";
import { startOfTime } from "../../support/rig.ts";
import { startAdministrator } from "../support/administrator.ts";
import { federated } from "../support/showcase.ts";

test("a deleted session is refused from then on, and is listed as deleted", async () => {
  await using admin = await startAdministrator();
  const { rig } = admin.showcase;
  const { accessToken } = await rig.signIn("grace.hopper");
  const session = admin.mock.sessions().at(-1)?.id ?? "";
  const question = await admin.get(`sessions/delete?session=${session}`);
  expect(question.text).toContain("grace.hopper");
  expect((await rig.portal("/assignment/accounts", accessToken)).status).toBe(200);
  const reply = await admin.submit("sessions/delete", { session });
  expect(textsOf(reply, "done")[0]).toMatch(/^The session is deleted/);
  expect((await rig.portal("/assignment/accounts", accessToken)).status).toBe(401);
  expect(reply.text.match(/data-testid="session"/g)).toHaveLength(2);
  const all = await admin.get("sessions?show=all");
  expect(all.text).toContain('<span class="state ">Deleted</span>');
  expect(textsOf(await admin.submit("sessions/delete", { session: "none" }), "done")[0]).toMatch(/not exist/);
});

test("a session that is over is not among the active ones", async () => {
  await using admin = await startAdministrator();
  admin.mock.clock.advance(28_800_000);
  expect((await admin.get("sessions")).text).toContain('data-testid="session-empty"');
  expect((await admin.get("sessions?show=all")).text).toContain("Over");
});

test("a pending code is approved as a user, and another denied", async () => {
  await using admin = await startAdministrator();
  const { rig } = admin.showcase;
  const client = await rig.register();
  const [wanted, unwanted] = [await rig.startDevice(client), await rig.startDevice(client)];
  expect((await admin.get("codes")).text).toContain(wanted.userCode);
  const code = wanted.userCode.replace("-", "");
  const unknown = await admin.submit("codes/decide", { code, decision: "approve", user_name: "nobody" });
  expect(problemsOf(unknown)).toEqual(["This instance has no user of this name."]);
  await admin.submit("codes/decide", { code, decision: "approve", user_name: "alan.turing" });
  expect((await rig.poll(client, wanted)).status).toBe(200);
  await admin.submit("codes/decide", {
    code: unwanted.userCode.replace("-", ""),
    decision: "deny",
    user_name: "",
  });
  expect((await rig.poll(client, unwanted)).json["error"]).toBe("access_denied");
  const again = await admin.submit("codes/decide", { code, decision: "approve", user_name: "alan.turing" });
  expect(textsOf(again, "done")[0]).toMatch(/not exist/);
});

test("an expired code is no longer pending", async () => {
  await using admin = await startAdministrator();
  admin.mock.clock.advance(600_000);
  expect((await admin.get("codes")).text).toContain('data-testid="code-empty"');
});

test("settings are changed within their bounds, and a wrong one changes none", async () => {
  await using admin = await startAdministrator();
  const page = await admin.get("settings");
  const names = [...page.text.matchAll(/data-testid="setting-(\w+)"/g)].map(([, name]) => name ?? "");
  expect(names).toEqual(Object.keys(admin.mock.seed.instances[0]?.settings ?? {}));
  const before = Object.entries(admin.mock.seed.instances[0]?.settings ?? {});
  const good = {
    ...Object.fromEntries(before.map(([name, value]) => [name, String(value)])),
    sessionDurationSeconds: "90 d",
    accessTokenSeconds: "1 h",
    deviceCodeSeconds: "5 min",
    pollIntervalSeconds: "5",
    pageSize: "7",
    lastPageToken: "absent",
    refreshTokenReuse: "accepted",
  };
  await admin.submit("settings", good);
  const saved = admin.mock.seed.instances[0]?.settings;
  expect(saved).toMatchObject({ sessionDurationSeconds: 7_776_000, deviceCodeSeconds: 300, pageSize: 7 });
  expect(saved).toMatchObject({
    pollIntervalSeconds: 5,
    lastPageToken: "absent",
    refreshTokenReuse: "accepted",
  });
  const bad = { ...good, sessionDurationSeconds: "14 min", pageSize: "1.5", lastPageToken: "never" };
  const refused = await admin.submit("settings", bad);
  expect(problemsOf(refused)).toEqual([
    "Session duration: enter a duration from 15 min to 90 d.",
    "Page size: enter a number from 1 to 100.",
    "Last page token: choose one of the list.",
  ]);
  expect(refused.text).toContain('value="14 min"');
  const long = await admin.submit("settings", { ...good, sessionDurationSeconds: "91 d" });
  expect(problemsOf(long)).toEqual(["Session duration: enter a duration from 15 min to 90 d."]);
  expect(admin.mock.seed.instances[0]?.settings).toEqual(saved);
});

test("the event history names users, and is filtered by event and user", async () => {
  await using admin = await startAdministrator();
  const rows = async (query: string): Promise<number> =>
    (await admin.get(`events${query}`)).text.match(/data-testid="event"/g)?.length ?? 0;
  expect(await rows("")).toBe(4);
  expect(await rows("?event=CreateToken")).toBe(2);
  expect(await rows("?event=CreateToken&user=grace")).toBe(1);
  expect(await rows("?user=nobody")).toBe(0);
  const { text } = await admin.get("events?event=GetRoleCredentials");
  expect(text).toContain("<bdi>ada.lovelace</bdi>");
  expect(text).toContain("ForbiddenException");
  expect(text).toContain("&#34;eventSource&#34;: &#34;sso.amazonaws.com&#34;");
});

test("the pages show no secret that the mock issued", async () => {
  await using admin = await startAdministrator();
  const secrets = admin.mock.issuedSecrets();
  expect(secrets.length).toBeGreaterThan(5);
  for (const { path } of admin.showcase.pages) {
    const { text } = await admin.showcase.rig.send("GET", path);
    expect(
      secrets.filter((secret) => text.includes(secret)),
      path,
    ).toEqual([]);
  }
});

test("the request log is filtered by operation", async () => {
  await using admin = await startAdministrator();
  const { text } = await admin.get("requests?operation=CreateToken");
  expect(text.match(/data-testid="request"/g)).toHaveLength(2);
  expect((await admin.get("requests?operation=None")).text).toContain('data-testid="request-empty"');
});

test("the clock is advanced, set, frozen and let run, in UTC", async () => {
  await using admin = await startAdministrator();
  const { clock } = admin.mock;
  await admin.submit("clock/advance", { amount: "8 h" });
  expect(clock.now()).toBe(startOfTime + 28_800_000);
  const set = await admin.submit("clock/set", { time: "2027-07-01 08:30:00 UTC" });
  expect(clock.now()).toBe(Date.UTC(2027, 6, 1, 8, 30));
  expect(set.text).toContain('<time datetime="2027-07-01T08:30:00.000Z">2027-07-01 08:30:00 UTC</time>');
  await admin.submit("clock/freeze", {});
  expect(clock.frozen).toBe(true);
  await admin.submit("clock/resume", {});
  expect(clock.frozen).toBe(false);
  const before = clock.now();
  for (const [page, form] of [
    ["clock/advance", { amount: "soon" }],
    ["clock/advance", { amount: "999999999 d" }],
    ["clock/set", { time: "tomorrow" }],
    ["clock/set", { time: "1969-01-01 00:00" }],
  ] as const) {
    expect(problemsOf(await admin.submit(page, form))).toHaveLength(1);
    expect(clock.now()).toBe(before);
  }
});

test("each instance has its pages, and the switcher leads from one to the other", async () => {
  await using admin = await startAdministrator(federated);
  const { rig } = admin.showcase;
  const overview = await admin.get("");
  expect(textsOf(overview, "start-url")).toEqual(["https://globex.awsapps.com/start"]);
  expect(overview.text).toContain("Globex Login");
  await admin.submit("users/add", { user_name: "lise.meitner", password: "p", enabled: "on" });
  expect(
    admin.mock.seed.instances.map(({ users }) => users.some((user) => user.userName === "lise.meitner")),
  ).toEqual([false, true]);
  const location = async (path: string): Promise<string | null> =>
    (await rig.send("GET", path)).headers.get("location");
  expect(await location("/admin")).toBe("/admin/d-9067abcdef");
  expect(await location(`/admin?instance=${federated}`)).toBe(`/admin/${federated}`);
  expect(await location("/admin?instance=//evil.example")).toBe("/admin/d-9067abcdef");
  expect((await rig.send("GET", "/admin/d-0000000000/users")).status).toBe(404);
  expect((await rig.send("GET", `/admin/${federated}/nothing`)).status).toBe(404);
});
