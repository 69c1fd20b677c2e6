/** Signing in through the stand-in for an external identity provider: there, back, and everything that must not work. */

import { expect, test } from "vitest";
import { approveInBrowser, defaultSeed } from "../../src/index.ts";
import type { Seed } from "../../src/index.ts";
import { startRig } from "../support/rig.ts";
import type { Reply, Rig } from "../support/rig.ts";
import { Visit, problemOf, textsOf, waiting } from "../support/visit.ts";

const first = "d-9067abcdef";
const second = "d-1234567890";
const [instance] = defaultSeed.instances;
if (instance === undefined) throw new Error("the default seed has an instance");
const identityProvider = { kind: "saml-stand-in", name: "Acme Login" } as const;
const seed: Seed = {
  ...defaultSeed,
  instances: [
    { ...instance, identityProvider },
    { ...instance, startUrl: "https://globex.awsapps.com/start", identityStoreId: second, identityProvider },
  ],
};

/** Names the user at the sign-in page; gives where the identity provider is. */
async function beginSignIn(visit: Visit, from = first): Promise<URL> {
  await visit.get(`/signin?instance=${from}`);
  const sent = await visit.post("/signin", { instance: from, user_name: "ada.lovelace" });
  return new URL(sent.headers.get("location") ?? "", "http://mock.invalid");
}

/** Signs in at the identity provider; gives its answer, without taking it back yet. */
async function authenticate(
  visit: Visit,
  provider: URL,
  userName = "ada.lovelace",
  password = "engine-1843",
): Promise<Reply> {
  await visit.get(provider.pathname + provider.search);
  const request = provider.searchParams.get("request") ?? "";
  return visit.post(provider.pathname, { request, user_name: userName, password });
}

async function answerFor(rig: Rig, from = first): Promise<{ readonly visit: Visit; readonly path: string }> {
  const visit = new Visit(rig);
  const reply = await authenticate(visit, await beginSignIn(visit, from));
  return { visit, path: reply.headers.get("location") ?? "" };
}

test("the identity provider signs the user in and leads on to where they were going", async () => {
  await using rig = await startRig({ seed });
  const visit = new Visit(rig);
  const provider = await beginSignIn(visit);
  expect(provider.pathname).toBe(`/idp/${first}`);
  const page = await visit.get(provider.pathname + provider.search);
  expect(textsOf(page, "provider-name")).toEqual(["Acme Login"]);
  expect(page.text).toContain('value="ada.lovelace"');
  const before = visit.cookie;
  const answer = await authenticate(visit, provider);
  const back = await visit.get(answer.headers.get("location") ?? "");
  expect([back.status, back.headers.get("location")]).toEqual([303, `/start?instance=${first}`]);
  expect(visit.cookie).not.toBe(before);
  expect(textsOf(await visit.get("/start"), "signed-in-user")).toEqual(["ada.lovelace"]);
});

test("approveInBrowser finds its way through the identity provider, and tells its refusal", async () => {
  await using rig = await startRig({ seed });
  const { client, device } = await waiting(rig);
  const verificationUri = device.verificationUriComplete;
  await expect(
    approveInBrowser({ verificationUri, userName: "ada.lovelace", password: "wrong" }),
  ).rejects.toMatchObject({
    code: "BROWSER_REFUSED",
    message: "The sign-in pages refused: The user name or the password is wrong.",
  });
  await approveInBrowser({ verificationUri, userName: "ada.lovelace", password: "engine-1843" });
  expect((await rig.poll(client, device)).status).toBe(200);
});

test("the password page of the built-in directory is no way around the identity provider", async () => {
  await using rig = await startRig({ seed });
  const visit = new Visit(rig);
  await visit.get("/signin");
  const form = { instance: first, user_name: "ada.lovelace", password: "engine-1843" };
  const reply = await visit.post("/signin/password", form);
  expect(reply.headers.get("location")).toMatch(/^\/signin\?/);
  expect((await visit.get("/start")).status).toBe(303);
});

test("an answer counts once, even for the browser that has its old cookie", async () => {
  await using rig = await startRig({ seed });
  const { visit, path } = await answerFor(rig);
  const before = visit.cookie;
  expect((await visit.get(path)).status).toBe(303);
  for (const cookie of [before, visit.cookie]) {
    visit.cookie = cookie;
    const again = await visit.get(path);
    expect([again.status, problemOf(again)]).toEqual([400, expect.stringMatching(/used already/)]);
  }
});

test("an answer that another browser asked for is refused, and stays good for the one that did", async () => {
  await using rig = await startRig({ seed });
  const { visit, path } = await answerFor(rig);
  const thief = new Visit(rig);
  await thief.get("/signin");
  expect((await thief.get(path)).status).toBe(400);
  expect((await thief.get("/start")).status).toBe(303);
  expect((await visit.get(path)).headers.get("location")).toBe(`/start?instance=${first}`);
});

test("an answer is refused two minutes after it was given", async () => {
  await using rig = await startRig({ seed });
  const inTime = await answerFor(rig);
  const late = await answerFor(rig);
  rig.mock.clock.advance(119_999);
  expect((await inTime.visit.get(inTime.path)).status).toBe(303);
  rig.mock.clock.advance(1);
  expect(problemOf(await late.visit.get(late.path))).toMatch(/too late/);
});

test("a request is over after ten minutes", async () => {
  await using rig = await startRig({ seed });
  const visit = new Visit(rig);
  const provider = await beginSignIn(visit);
  rig.mock.clock.advance(600_000);
  const reply = await authenticate(visit, provider);
  expect([reply.status, problemOf(reply)]).toEqual([400, expect.stringMatching(/took too long/)]);
});

test("a changed answer is refused, whichever of its members was changed", async () => {
  await using rig = await startRig({ seed });
  const { visit, path } = await answerFor(rig);
  const answer = new URL(path, rig.mock.url).searchParams.get("answer") ?? "";
  const [payload = "", signature = ""] = answer.split(".");
  const told = JSON.parse(Buffer.from(payload, "base64url").toString("utf8")) as Record<string, unknown>;
  const forged = [
    { ...told, userName: "grace.hopper" },
    { ...told, notOnOrAfter: Number(told["notOnOrAfter"]) + 1 },
    { ...told, request: undefined },
    { ...told, request: 7 },
    [],
  ].map((each) => `${Buffer.from(JSON.stringify(each)).toString("base64url")}.${signature}`);
  for (const text of [
    ...forged,
    payload,
    `${payload}.`,
    `${payload}.${signature}x`,
    `.${signature}`,
    "",
    "%%.%%",
  ]) {
    const reply = await visit.get(`/signin/federated?${new URLSearchParams({ answer: text }).toString()}`);
    expect(reply.status, text).toBe(400);
  }
  expect((await visit.get(path)).status).toBe(303);
});

test("the identity provider of another instance cannot answer", async () => {
  await using rig = await startRig({ seed });
  const visit = new Visit(rig);
  const own = await beginSignIn(visit, first);
  const request = own.searchParams.get("request") ?? "";
  const reply = await authenticate(visit, new URL(`/idp/${second}?request=${request}`, rig.mock.url));
  expect(reply.status).toBe(400);
  expect((await authenticate(visit, own)).status).toBe(303);
});

test("a disabled user has a password at the identity provider, and no way in", async () => {
  await using rig = await startRig({ seed });
  const visit = new Visit(rig);
  const provider = await beginSignIn(visit);
  const answer = await authenticate(visit, provider, "charles.babbage", "difference-1822");
  const back = await visit.get(answer.headers.get("location") ?? "");
  expect([back.status, problemOf(back)]).toEqual([400, expect.stringMatching(/disabled/)]);
});

test("an instance without an identity provider has no such page", async () => {
  await using rig = await startRig();
  expect((await rig.send("GET", `/idp/${first}`)).status).toBe(404);
});
