/** A sign-in leads on to the mock's own pages, whatever a link says. */

import { expect, test } from "vitest";
import { Visit } from "../support/visit.ts";
import { startRig } from "../support/rig.ts";

const foreign = [
  "https://evil.example/",
  "//evil.example/start",
  "/\\evil.example/start",
  "/\t/evil.example/start",
  "\\\\evil.example",
  "javascript:alert(1)",
  "data:text/html,hello",
  "/start@evil.example",
  "/start/../admin",
  "/%2e%2e/admin",
  "/admin",
  "/signout",
  "start",
  "",
];

test.for(foreign)("a sign-in that was told to continue to %j ends at the portal", async (destination) => {
  await using rig = await startRig();
  const visit = new Visit(rig);
  await visit.get(`/signin?continue=${encodeURIComponent(destination)}`);
  const reply = await visit.signIn("ada.lovelace", "engine-1843", { continue: destination });
  expect([reply.status, reply.headers.get("location")]).toEqual([303, "/start?instance=d-9067abcdef"]);
});

test.for(["/start?q=a%20b", "/device/allow?user_code=BCDF-GHJK", "/authorize/allow?request=x"])(
  "a sign-in leads on to %s",
  async (destination) => {
    await using rig = await startRig();
    const reply = await new Visit(rig).signIn("ada.lovelace", "engine-1843", { continue: destination });
    expect(reply.headers.get("location")).toBe(destination);
  },
);

test("a destination cannot break out of the header it is sent in", async () => {
  await using rig = await startRig();
  const destination = "/start?q=\r\nset-cookie: a=b";
  const reply = await new Visit(rig).signIn("ada.lovelace", "engine-1843", { continue: destination });
  expect(reply.headers.get("location")).toMatch(/^\/start\?/);
  expect(reply.headers.getSetCookie()).toHaveLength(1);
  expect(reply.headers.getSetCookie()[0]).not.toContain("a=b");
});
