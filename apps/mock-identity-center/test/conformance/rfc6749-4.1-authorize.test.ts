/** `/authorize`: what it refuses on a page, what it tells the client, and what the user decides. */

import { expect, test } from "vitest";
import { buildSeed, defaultSeed } from "../../src/index.ts";
import { authorize, authorizePath, redeem, redirectUri, registerNative } from "../support/authorize.ts";
import { startRig } from "../support/rig.ts";
import type { Rig } from "../support/rig.ts";
import { Visit, problemOf } from "../support/visit.ts";

test("allowing leads back to the client with a code and its state", async () => {
  await using rig = await startRig();
  const client = await registerNative(rig);
  const members = await authorize(rig, authorizePath(client, { state: "a b&c=ü" }));
  expect([...members.keys()]).toEqual(["code", "state"]);
  expect(members.get("state")).toBe("a b&c=ü");
  expect(members.get("code")).toMatch(/^[\w-]{86}$/);
});

test("denying leads back with access_denied and the state", async () => {
  await using rig = await startRig();
  const client = await registerNative(rig);
  const members = await authorize(rig, authorizePath(client), { decision: "deny" });
  expect([...members]).toEqual([
    ["error", "access_denied"],
    ["state", "xyz"],
  ]);
});

test("a wrong password ends on the sign-in page, with the reason", async () => {
  await using rig = await startRig();
  const client = await registerNative(rig);
  const refused = authorize(rig, authorizePath(client), { password: "wrong" });
  await expect(refused).rejects.toMatchObject({
    code: "BROWSER_REFUSED",
    message: "The sign-in pages refused: The user name or the password is wrong.",
  });
});

test("authorizeInBrowser finds the pages behind AWS's host name", async () => {
  await using rig = await startRig();
  const client = await registerNative(rig);
  const members = await authorize(rig, "", {
    authorizeUrl: `https://oidc.us-east-1.amazonaws.com${authorizePath(client)}`,
    mockUrl: rig.mock.url,
  });
  expect(members.has("code")).toBe(true);
});

test.for([
  ["an unknown client", { client_id: "nobody" }],
  ["no client", { client_id: undefined }],
  ["no redirect", { redirect_uri: undefined }],
  ["a redirect to another path", { redirect_uri: "http://127.0.0.1:49152/other" }],
  ["a redirect to another host", { redirect_uri: "http://127.0.0.2:49152/oauth/callback" }],
  ["a redirect to another name of the host", { redirect_uri: "http://localhost:49152/oauth/callback" }],
  ["a redirect with a user", { redirect_uri: "http://127.0.0.1:80@evil.example/oauth/callback" }],
  ["a redirect over https", { redirect_uri: "https://127.0.0.1:49152/oauth/callback" }],
  ["a redirect with a query", { redirect_uri: `${redirectUri}?next=1` }],
  ["a redirect with a fragment", { redirect_uri: `${redirectUri}#x` }],
  ["a redirect with a line break", { redirect_uri: `${redirectUri}\r\nx-evil: 1` }],
  ["a redirect on no port there is", { redirect_uri: "http://127.0.0.1:70000/oauth/callback" }],
] as const)("%s is refused on a page, without a redirect", async ([, changes]) => {
  await using rig = await startRig();
  const reply = await rig.send("GET", authorizePath(await registerNative(rig), changes));
  expect(reply.status).toBe(400);
  expect(reply.headers.get("location")).toBeNull();
  expect(problemOf(reply)).toMatch(/^The app that sent you here/);
});

test("a client given twice, and one whose registration is over, are refused on a page", async () => {
  await using rig = await startRig();
  const path = authorizePath(await registerNative(rig));
  const twice = await rig.send("GET", `${path}&client_id=x`);
  expect([twice.status, twice.headers.get("location")]).toEqual([400, null]);
  rig.mock.clock.advance(90 * 86_400_000);
  const over = await rig.send("GET", path);
  expect([over.status, over.headers.get("location")]).toEqual([400, null]);
});

test.for([
  ["no response_type", { response_type: undefined }, "invalid_request"],
  ["response_type token", { response_type: "token" }, "unsupported_response_type"],
  ["no code_challenge", { code_challenge: undefined }, "invalid_request"],
  ["a code_challenge that is no digest", { code_challenge: "short" }, "invalid_request"],
  ["no code_challenge_method", { code_challenge_method: undefined }, "invalid_request"],
  ["code_challenge_method plain", { code_challenge_method: "plain" }, "invalid_request"],
  ["a scope that is not registered", { scopes: "sso:account:access root" }, "invalid_scope"],
  ["a singular scope that is not registered", { scopes: undefined, scope: "root" }, "invalid_scope"],
] as const)("%s is told to the client, with its state", async ([, changes, error]) => {
  await using rig = await startRig();
  const members = await authorize(rig, authorizePath(await registerNative(rig), changes));
  expect([members.get("error"), members.get("state")]).toEqual([error, "xyz"]);
  expect(members.has("code")).toBe(false);
});

test("a repeated parameter is invalid_request", async () => {
  await using rig = await startRig();
  const members = await authorize(rig, `${authorizePath(await registerNative(rig))}&scopes=x`);
  expect(members.get("error")).toBe("invalid_request");
});

test("a client of the device grant is unauthorized_client, one without issuerUrl invalid_request", async () => {
  await using rig = await startRig();
  const device = await registerNative(rig, { grantTypes: ["urn:ietf:params:oauth:grant-type:device_code"] });
  expect((await authorize(rig, authorizePath(device))).get("error")).toBe("unauthorized_client");
  const nameless = await registerNative(rig, { grantTypes: undefined, issuerUrl: undefined });
  expect((await authorize(rig, authorizePath(nameless))).get("error")).toBe("invalid_request");
});

test.for([
  ["http://127.0.0.1/oauth/callback", "http://127.0.0.1/oauth/callback"],
  ["http://127.0.0.1:1/oauth/callback", "http://127.0.0.1:2/oauth/callback"],
  ["http://[::1]/cb", "http://[::1]:8080/cb"],
  ["http://127.0.0.1", "http://127.0.0.1:8080"],
  ["http://127.0.0.1/cb?app=1", "http://127.0.0.1:8080/cb?app=1"],
] as const)("registered as %s, a redirect to %s fits", async ([registered, redirect_uri]) => {
  await using rig = await startRig();
  const client = await registerNative(rig, { redirectUris: [registered] });
  const members = await authorize(rig, authorizePath(client, { redirect_uri }));
  const code = members.get("code") ?? "";
  expect((await redeem(rig, client, code, { redirectUri: redirect_uri })).status).toBe(200);
});

test.for(["scope", "scopes"] as const)("scopes may be named %s", async (name) => {
  await using rig = await startRig();
  const path = authorizePath(await registerNative(rig), { scopes: undefined, [name]: "sso:account:access" });
  expect((await authorize(rig, path)).has("code")).toBe(true);
});

const second = buildSeed({
  startUrl: "https://d-1234567890.awsapps.com/start",
  region: "eusc-de-east-1",
  accountId: "123456789012",
  roleName: "BedrockInference",
  bedrockModels: [],
  userName: "marie.curie",
  password: "radium-1898",
});

test("issuerUrl decides the instance: a start URL, or the issuer's own form", async () => {
  const seed = { ...defaultSeed, instances: [...defaultSeed.instances, ...second.instances] };
  await using rig = await startRig({ seed });
  const marie = { userName: "marie.curie", password: "radium-1898" };
  const byStartUrl = await registerNative(rig, { issuerUrl: "https://d-1234567890.awsapps.com/start/#/" });
  expect((await authorize(rig, authorizePath(byStartUrl), marie)).has("code")).toBe(true);
  const issuerUrl = rig.mock.issuerUrl("https://d-1234567890.awsapps.com/start");
  expect(issuerUrl).toMatch(/^https:\/\/identitycenter\.amazonaws\.eu\/ssoins-[\da-f]{16}$/);
  const byIssuer = await registerNative(rig, { issuerUrl });
  expect((await authorize(rig, authorizePath(byIssuer), marie)).has("code")).toBe(true);
  await expect(authorize(rig, authorizePath(byIssuer))).rejects.toMatchObject({ code: "BROWSER_REFUSED" });
  expect(rig.mock.issuerUrl()).toMatch(/^https:\/\/identitycenter\.amazonaws\.com\/ssoins-[\da-f]{16}$/);
});

async function atConsent(rig: Rig): Promise<{ visit: Visit; id: string; path: string }> {
  const visit = new Visit(rig);
  const start = await visit.get(authorizePath(await registerNative(rig, { clientName: "<b>Latchkey" })));
  const path = start.headers.get("location") ?? "";
  const id = path.split("=")[1] ?? "";
  const toSignIn = await visit.get(path);
  const signIn = new URL(toSignIn.headers.get("location") ?? "", rig.mock.url);
  expect(signIn.pathname).toBe("/signin");
  const more = Object.fromEntries(signIn.searchParams);
  const signedIn = await visit.signIn("ada.lovelace", "engine-1843", more);
  expect(signedIn.headers.get("location")).toBe(path);
  return { visit, id, path };
}

test("the consent page names client, user and redirect; its form may lead to that redirect only", async () => {
  await using rig = await startRig();
  const { visit, path } = await atConsent(rig);
  const page = await visit.get(path);
  expect(page.text).toContain('data-testid="client-name">&#60;b&#62;Latchkey<');
  expect(page.text).toContain(`data-testid="redirect-uri">${redirectUri}<`);
  expect(page.headers.get("content-security-policy")).toContain("form-action 'self' http://127.0.0.1:49152;");
});

test("a request is decided once, within ten minutes, and only with the CSRF token", async () => {
  await using rig = await startRig();
  const { visit, id, path } = await atConsent(rig);
  const form = { request: id, decision: "allow" };
  expect((await visit.post("/authorize/allow", { ...form, csrf: "" })).status).toBe(403);
  const allowed = await visit.post("/authorize/allow", form);
  expect(allowed.headers.get("location")).toMatch(/^http:\/\/127\.0\.0\.1:49152\/oauth\/callback\?code=/);
  expect(problemOf(await visit.post("/authorize/allow", form))).toMatch(/has been decided/);
  expect((await visit.get(path)).status).toBe(400);
  const late = await atConsent(rig);
  await late.visit.get(late.path);
  rig.mock.clock.advance(600_000);
  expect((await late.visit.post("/authorize/allow", { request: late.id, decision: "allow" })).status).toBe(
    400,
  );
});

test("a made-up request leads nowhere: not from the consent page, nor from the sign-in page", async () => {
  await using rig = await startRig();
  const visit = new Visit(rig);
  expect((await visit.get("/authorize/allow?request=https://evil.example")).status).toBe(400);
  const signedIn = await visit.signIn("ada.lovelace", "engine-1843", { continue: "//evil.example" });
  expect(signedIn.headers.get("location")).toMatch(/^\/start\?/);
});

test("whoever has not signed in cannot allow", async () => {
  await using rig = await startRig();
  const { id } = await atConsent(rig);
  const stranger = new Visit(rig);
  await stranger.get("/device");
  const reply = await stranger.post("/authorize/allow", { request: id, decision: "allow" });
  expect(reply.headers.get("location")).toMatch(/^\/signin\?/);
});
