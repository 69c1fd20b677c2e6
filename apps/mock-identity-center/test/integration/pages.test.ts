/** The sign-in pages over HTTP, as a browser would walk them. */

import { expect, test } from "vitest";
import { approveInBrowser } from "../../src/index.ts";
import { startRig } from "../support/rig.ts";
import { Visit, problemOf, waiting } from "../support/visit.ts";

test("RFC 8628 3.3: a person confirms the code, signs in, allows, and the client gets its tokens", async () => {
  await using rig = await startRig();
  const { client, device } = await waiting(rig, "Latchkey");
  const visit = new Visit(rig);
  const first = await visit.get(`/device?user_code=${device.userCode}`);
  expect(first.text).toContain(`value="${device.userCode}"`);
  const confirmed = await visit.post("/device", { user_code: device.userCode });
  expect([confirmed.status, confirmed.headers.get("location")]).toEqual([
    303,
    `/device/allow?user_code=${device.userCode}`,
  ]);
  const toSignIn = await visit.get(`/device/allow?user_code=${device.userCode}`);
  const signIn = new URL(toSignIn.headers.get("location") ?? "", rig.mock.url);
  expect(signIn.pathname).toBe("/signin");
  const more = Object.fromEntries(signIn.searchParams);
  const signedIn = await visit.signIn("ada.lovelace", "engine-1843", more);
  expect(signedIn.headers.get("location")).toBe(`/device/allow?user_code=${device.userCode}`);
  const consent = await visit.get(`/device/allow?user_code=${device.userCode}`);
  expect(consent.text).toMatch(/data-testid="client-name">Latchkey</);
  expect(consent.text).toContain(`data-testid="user-code">${device.userCode}<`);
  expect(consent.text).toMatch(/data-testid="user-name">Ada Lovelace</);
  expect((await rig.poll(client, device)).json["error"]).toBe("authorization_pending");
  const allowed = await visit.post("/device/allow", { user_code: device.userCode, decision: "allow" });
  expect(allowed.headers.get("location")).toBe("/device/allowed");
  rig.mock.clock.advance(1000);
  expect((await rig.poll(client, device)).status).toBe(200);
});

test("approveInBrowser walks the same pages, to allow or to deny", async () => {
  await using rig = await startRig();
  const person = { userName: "ada.lovelace", password: "engine-1843" };
  const first = await waiting(rig);
  await approveInBrowser({ verificationUri: first.device.verificationUriComplete, ...person });
  expect((await rig.poll(first.client, first.device)).status).toBe(200);
  const second = await waiting(rig);
  const { userCode } = second.device;
  await approveInBrowser({
    verificationUri: `${rig.mock.url}/device`,
    userCode,
    decision: "deny",
    ...person,
  });
  expect((await rig.poll(second.client, second.device)).json["error"]).toBe("access_denied");
});

test("approveInBrowser finds the pages of a mock whose links are AWS-shaped", async () => {
  await using rig = await startRig({ verificationBase: "https://acme.awsapps.com/start/#/device" });
  const { client, device } = await waiting(rig);
  await approveInBrowser({
    verificationUri: device.verificationUriComplete,
    mockUrl: rig.mock.url,
    userName: "ada.lovelace",
    password: "engine-1843",
  });
  expect((await rig.poll(client, device)).status).toBe(200);
});

test("approveInBrowser tells the page's reason, and an abort rejects with the caller's reason", async () => {
  await using rig = await startRig();
  const { device } = await waiting(rig);
  const verificationUri = device.verificationUriComplete;
  const wrong = approveInBrowser({ verificationUri, userName: "ada.lovelace", password: "wrong" });
  await expect(wrong).rejects.toMatchObject({
    code: "BROWSER_REFUSED",
    message: "The sign-in pages refused: The user name or the password is wrong.",
  });
  const reason = new Error("enough");
  const signal = AbortSignal.abort(reason);
  const aborted = approveInBrowser({ verificationUri, userName: "a", password: "b", signal });
  await expect(aborted).rejects.toBe(reason);
});

test.for(["lower case", "no dash", "spaces and punctuation"] as const)(
  "a code typed with %s is understood",
  async (how) => {
    await using rig = await startRig();
    const { device } = await waiting(rig);
    const letters = device.userCode.replace("-", "");
    const typed = {
      "lower case": device.userCode.toLowerCase(),
      "no dash": letters,
      "spaces and punctuation": ` ${letters.split("").join(" . ")} `,
    };
    const visit = new Visit(rig);
    await visit.get("/device");
    const reply = await visit.post("/device", { user_code: typed[how] });
    expect(reply.headers.get("location")).toBe(`/device/allow?user_code=${device.userCode}`);
  },
);

test("RFC 8628 5.1: unknown, empty, expired and spent codes show the form again with the reason", async () => {
  await using rig = await startRig();
  const spent = (await waiting(rig)).device.userCode;
  rig.mock.deny(spent);
  const expired = (await waiting(rig)).device.userCode;
  const visit = new Visit(rig);
  await visit.get("/device");
  const refusal = async (userCode: string): Promise<unknown> => {
    const reply = await visit.post("/device", { user_code: userCode });
    expect(reply.status).toBe(400);
    expect(reply.text).toContain('data-testid="user-code-input"');
    return problemOf(reply);
  };
  expect(await refusal("BBBB-BBBB")).toMatch(/not known/);
  expect(await refusal("")).toMatch(/not known/);
  expect(await refusal(spent)).toMatch(/already been used/);
  rig.mock.clock.advance(600_000);
  expect(await refusal(expired)).toMatch(/expired/);
});

test("allowing needs a signed-in user", async () => {
  await using rig = await startRig();
  const { client, device } = await waiting(rig);
  const visit = new Visit(rig);
  await visit.get("/device");
  const reply = await visit.post("/device/allow", { user_code: device.userCode, decision: "allow" });
  expect(reply.headers.get("location")).toMatch(/^\/signin\?/);
  expect((await rig.poll(client, device)).json["error"]).toBe("authorization_pending");
});

test("a wrong password, an unknown and a disabled user are refused; the form keeps the name", async () => {
  await using rig = await startRig();
  const visit = new Visit(rig);
  expect(problemOf(await visit.signIn("ada.lovelace", "wrong"))).toMatch(/is wrong/);
  const unknown = await visit.signIn("nobody", "engine-1843");
  expect(problemOf(unknown)).toMatch(/is wrong/);
  expect(unknown.text).toContain('value="nobody"');
  expect(problemOf(await visit.signIn("charles.babbage", "difference-1822"))).toMatch(/disabled/);
  expect((await visit.get("/start")).status).toBe(303);
});

test("signing in changes the cookie, signing out ends it", async () => {
  await using rig = await startRig();
  const visit = new Visit(rig);
  await visit.get("/signin");
  const before = visit.cookie;
  await visit.signIn();
  const after = visit.cookie;
  expect(after).not.toBe(before);
  await visit.get("/start");
  await visit.post("/signout", {});
  visit.cookie = after;
  expect((await visit.get("/start")).headers.get("location")).toMatch(/^\/signin/);
});

test("/start lists the accounts and roles of the signed-in user", async () => {
  await using rig = await startRig();
  const visit = new Visit(rig);
  const signedIn = await visit.signIn("grace.hopper", "compiler-1952");
  const { status, text } = await visit.get(signedIn.headers.get("location") ?? "");
  expect(status).toBe(200);
  expect([...text.matchAll(/data-testid="role"><bdi>([^<]*)</g)].map(([, role]) => role)).toEqual([
    "BedrockInference",
    "ReadOnly",
  ]);
});
