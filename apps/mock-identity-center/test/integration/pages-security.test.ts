/** What protects the pages: CSRF tokens, escaping, headers, cookies; and what makes them usable without eyes or mouse. */

import { expect, test } from "vitest";
import { defaultSeed } from "../../src/index.ts";
import type { Seed } from "../../src/index.ts";
import { startRig } from "../support/rig.ts";
import { Visit, problemOf, waiting } from "../support/visit.ts";

const hostile = `"><script>alert('1')</script>&amp;<img src=x onerror=alert(1)>`;

test.for(["/device", "/signin", "/device/allow", "/signout"])(
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

test("hostile text in client name, user, account and typed fields comes out as text", async () => {
  const seed: Seed = {
    ...defaultSeed,
    instances: [
      {
        startUrl: "https://acme.awsapps.com/start",
        region: "us-east-1",
        users: [{ userName: hostile, password: "p", displayName: hostile }],
        accounts: [{ accountId: "111122223333", name: hostile }],
        permissionSets: [{ name: "Role" }],
        assignments: [{ accountId: "111122223333", permissionSet: "Role", userName: hostile }],
      },
    ],
  };
  await using rig = await startRig({ seed });
  const { device } = await waiting(rig, hostile);
  const visit = new Visit(rig);
  const pages = [
    await visit.get(`/device?user_code=${encodeURIComponent(hostile)}`),
    await visit.post("/device", { user_code: hostile }),
    await visit.get(
      `/signin?user_code=${encodeURIComponent(hostile)}&instance=${encodeURIComponent(hostile)}`,
    ),
    await visit.signIn(hostile, "wrong"),
  ];
  await visit.signIn(hostile, "p");
  pages.push(await visit.get(`/device/allow?user_code=${device.userCode}`), await visit.get("/start"));
  for (const page of pages) {
    expect(page.text).toContain("&#60;script&#62;");
    expect(page.text).not.toContain("<script");
    expect(page.text).not.toContain("<img");
  }
});

test("every page forbids scripts, frames and other origins, and its cookie is HttpOnly and SameSite", async () => {
  await using rig = await startRig();
  for (const path of ["/device", "/signin", "/device/allowed", "/device/denied"]) {
    const { headers } = await rig.send("GET", path);
    expect(headers.get("content-security-policy")).toMatch(
      /^default-src 'none'; style-src 'sha256-[^']+'; img-src data:; form-action 'self'; frame-ancestors 'none'; base-uri 'none'$/,
    );
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

test("the policy's hash is the hash of the style sheet that the page carries", async () => {
  await using rig = await startRig();
  const { text, headers } = await rig.send("GET", "/device");
  const style = /<style>([\s\S]*?)<\/style>/.exec(text)?.[1] ?? "";
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(style));
  expect(headers.get("content-security-policy")).toContain(
    `'sha256-${Buffer.from(digest).toString("base64")}'`,
  );
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
