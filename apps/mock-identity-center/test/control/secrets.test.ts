/** No answer of the control API holds a secret, except the one that is asked for passwords. */

import { expect, test } from "vitest";
import { controlRoutes } from "../../src/control/routes.ts";
import { defaultSeed } from "../../src/index.ts";
import { control } from "../support/control.ts";
import { startRig } from "../support/rig.ts";
import type { Rig } from "../support/rig.ts";
import { mintKeys, postSigned } from "../support/sign.ts";
import { waiting } from "../support/visit.ts";

const passwords = defaultSeed.instances.flatMap(({ users }) => users.map(({ password }) => password));
const lists = controlRoutes.filter(({ method }) => method === "GET").map(({ path }) => path);

async function journey(rig: Rig): Promise<void> {
  const { client, refreshToken } = await rig.signIn();
  await rig.refresh(client, refreshToken);
  const keys = await mintKeys(rig, "grace.hopper");
  await postSigned(rig, keys, "/model/anthropic.claude-3-haiku-20240307-v1%3A0/converse", "{}");
  await waiting(rig);
  // Fault scripts may name anything that a test knows, but no secret of the mock's.
  rig.mock.faults.add({ kind: "delay", ms: 1, userName: "ada.lovelace" });
}

test.for(lists)("GET %s holds no secret and no password", async (path) => {
  await using rig = await startRig({ controlToken: "the-control-token" });
  await journey(rig);
  const { status, text } = await control(rig, "GET", path);
  expect(status).toBe(200);
  for (const secret of [...rig.mock.issuedSecrets(), ...passwords, "the-control-token"])
    expect(text.includes(secret)).toBe(false);
});

test("the lists are of something: each of them changes when there is a journey to tell", async () => {
  await using rig = await startRig();
  const told = ["/user-codes", "/sessions", "/requests", "/events", "/faults"];
  const before = await Promise.all(told.map(async (path) => (await control(rig, "GET", path)).text));
  await journey(rig);
  const after = await Promise.all(told.map(async (path) => (await control(rig, "GET", path)).text));
  expect(after.filter((text, index) => text.length <= (before[index]?.length ?? 0))).toEqual([]);
});

test("passwords are in the seed when they are asked for, and nothing else that is secret", async () => {
  await using rig = await startRig();
  await journey(rig);
  const { text } = await control(rig, "GET", "/seed?passwords=include");
  for (const password of passwords) expect(text).toContain(password);
  for (const secret of rig.mock.issuedSecrets()) expect(text.includes(secret)).toBe(false);
});

test("no refusal repeats what was sent", async () => {
  await using rig = await startRig();
  const { accessToken: secret } = await rig.signIn();
  const encoded = encodeURIComponent(secret);
  const replies = [
    await control(rig, "GET", `/${encoded}`),
    await control(rig, "GET", `/sessions?status=${encoded}`),
    await control(rig, "GET", `/users?instance=${encoded}`),
    await control(rig, "DELETE", `/users/${encoded}`),
    await control(rig, "POST", `/user-codes/${encoded}/deny`),
    await control(rig, "POST", "/clock", { advance: secret }),
    await control(rig, "POST", "/faults", { kind: secret }),
    await control(rig, "PUT", "/users/x", { userName: "x", password: [secret] }),
    await control(rig, "PUT", "/users/x", { userName: secret, password: secret }),
    await control(rig, "PUT", "/seed", { instances: secret, models: secret }),
    await control(rig, "GET", "/clock", undefined, {
      authorization: `Bearer ${secret.replaceAll(/\W/g, "")}`,
    }),
  ];
  expect(replies.map(({ status }) => status).filter((status) => status < 400)).toEqual([]);
  for (const { text } of replies) expect(text).not.toContain(secret.slice(8, 40));
});
