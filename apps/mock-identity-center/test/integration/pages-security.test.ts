/** What protects the pages: CSRF tokens, escaping, headers, cookies; and what makes them usable without eyes or mouse. */

import { expect, test } from "vitest";
import { startRig } from "../support/rig.ts";
import { Visit, problemOf, waiting } from "../support/visit.ts";

test.for(["/device", "/signin", "/signin/password", "/device/allow", "/signout"])(
  "POST %s without its CSRF token is 403",
  async (path) => {
    await using rig = await startRig();
    const { client, device } = await waiting(rig);
    const visit = new Visit(rig);
    await visit.signIn();
    const form = {
      user_code: device.userCode,
      decision: "allow",
      user_name: "ada.lovelace",
      password: "engine-1843",
    };
    expect((await visit.post(path, { ...form, csrf: "" })).status).toBe(403);
    const stranger = new Visit(rig);
    await stranger.get("/device");
    expect((await visit.post(path, { ...form, csrf: stranger.csrf })).status).toBe(403);
    expect((await rig.poll(client, device)).json["error"]).toBe("authorization_pending");
  },
);

test("pages forbid frames, other origins and every script but one, and their cookie is HttpOnly and SameSite", async () => {
  await using rig = await startRig();
  const rest =
    "style-src 'sha256-[^']+'; img-src data:; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";
  const plain = new RegExp(`^default-src 'none'; ${rest}$`);
  const following = new RegExp(`^default-src 'none'; script-src 'sha256-[^']+'; ${rest}$`);
  const policies = {
    "/device": following,
    "/signin": following,
    "/signin/password": plain,
    "/signin/federated": plain,
    "/device/allowed": plain,
    "/device/denied": plain,
    "/admin/d-9067abcdef/users": plain,
  };
  for (const [path, policy] of Object.entries(policies)) {
    const { headers } = await rig.send("GET", path);
    expect(headers.get("content-security-policy"), path).toMatch(policy);
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("cache-control")).toBe("no-store");
    expect(headers.get("set-cookie")).toMatch(/; Path=\/; HttpOnly; SameSite=Lax$/);
  }
});

test("behind an https public URL the cookie is Secure", async () => {
  await using rig = await startRig({ publicUrl: "https://idc.example/" });
  expect((await rig.send("GET", "/device")).headers.get("set-cookie")).toMatch(/; Secure$/);
  expect((await rig.startDevice(await rig.register())).verificationUriComplete).toMatch(
    /^https:\/\/idc\.example\/device\?/,
  );
});

test("the policy's hashes are those of the style sheet and the script that the page carries", async () => {
  await using rig = await startRig();
  const { text, headers } = await rig.send("GET", "/device");
  for (const element of ["style", "script"]) {
    const content = new RegExp(`<${element}>([\\s\\S]*?)</${element}>`).exec(text)?.[1] ?? "";
    const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(content));
    const source = `${element}-src 'sha256-${Buffer.from(digest).toString("base64")}'`;
    expect(headers.get("content-security-policy")).toContain(source);
  }
});

test("every field has a label and every error is announced", async () => {
  await using rig = await startRig();
  const visit = new Visit(rig);
  for (const page of [await visit.get("/device"), await visit.get("/signin")]) {
    const ids = [...page.text.matchAll(/<input(?![^>]*type="hidden")[^>]*\sid="([\w-]+)"/g)].map(
      ([, id]) => id,
    );
    expect(ids.length).toBeGreaterThan(0);
    for (const id of ids) expect(page.text).toContain(`<label for="${id}">`);
  }
  expect(problemOf(await visit.signIn("a", "b"))).toBeDefined();
});
