/** `approve`, as a process against a mock in this one. Needs `dist`, which the build makes. */

import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import { run, runWith } from "../support/program.ts";
import { startRig } from "../support/rig.ts";
import { waiting } from "../support/visit.ts";

test("allows a code, quietly", async () => {
  await using rig = await startRig();
  const { client, device } = await waiting(rig);
  const done = run("approve", device.userCode, "--user", "ada.lovelace", "--url", rig.mock.url).ended;
  expect(await done).toEqual({ code: 0, stdout: "", stderr: "" });
  expect((await rig.poll(client, device)).json["accessToken"]).toBeDefined();
});

test("denies a code, at the mock that the environment names by its control URL", async () => {
  await using rig = await startRig();
  const { client, device } = await waiting(rig);
  const environment = { MOCK_IDENTITY_CENTER_URL: `${rig.mock.controlUrl}/` };
  expect((await runWith(environment, "approve", device.userCode, "--deny").ended).code).toBe(0);
  expect((await rig.poll(client, device)).json["error"]).toBe("access_denied");
});

test("--wait waits until the code exists", async () => {
  // The code is known before: both mocks draw the same ones.
  let seed = 0;
  const random = (n: number): Uint8Array => new Uint8Array(n).fill((seed += 1));
  const start = (): ReturnType<typeof startRig> => {
    seed = 0;
    return startRig({ random });
  };
  const rehearsal = await start();
  await waiting(rehearsal, "other");
  const { userCode } = (await waiting(rehearsal)).device;
  await rehearsal.mock.close();
  await using rig = await start();
  await waiting(rig, "other");
  const done = run(
    "approve",
    userCode,
    "--user",
    "ada.lovelace",
    "--wait",
    "1m",
    "--url",
    rig.mock.url,
  ).ended;
  await expect.poll(() => rig.mock.requests().length).toBe(2);
  const { client, device } = await waiting(rig);
  expect(device.userCode).toBe(userCode);
  expect(await done).toEqual({ code: 0, stdout: "", stderr: "" });
  expect((await rig.poll(client, device)).json["accessToken"]).toBeDefined();
});

test.for([
  [["BBBB-BBBB", "--user", "ada.lovelace"], "No sign-in waits for this user code"],
  [["BBBB-BBBB", "--user", "ada.lovelace", "--wait", "50ms"], "No sign-in waits for this user code"],
] as const)("approve %s is 1 when there is no such code", async ([args, message]) => {
  await using rig = await startRig();
  const { code, stderr } = await run("approve", ...args, "--url", rig.mock.url).ended;
  expect([code, stderr]).toEqual([1, `${message}\n`]);
});

test("an unknown user is 1, and nothing is waited for", async () => {
  await using rig = await startRig();
  const { device } = await waiting(rig);
  const args = [device.userCode, "--user", "nobody", "--wait", "10m", "--url", rig.mock.url];
  const { code, stderr } = await run("approve", ...args).ended;
  expect([code, stderr]).toEqual([1, "The directory holds no user of this name\n"]);
});

test("a mock that is not there is 1, naming where it was looked for", async () => {
  const { code, stderr } = await run("approve", "BBBB-BBBB", "--deny", "--url", "http://127.0.0.1:9").ended;
  expect([code, stderr]).toEqual([1, "Nothing answers at http://127.0.0.1:9/_mock\n"]);
});

test("no place to look is 1, saying how to name one", async () => {
  const { code, stderr } = await run("approve", "BBBB-BBBB", "--deny").ended;
  expect([code, stderr]).toEqual([1, "Say where the mock is, with --url URL or MOCK_IDENTITY_CENTER_URL\n"]);
});

test.for([
  ["a page", "text/html", "<p>hello"],
  ["other JSON", "application/json", "null"],
] as const)("%s in place of a mock is 1", async ([, type, body]) => {
  const server = createServer((_, response) => response.setHeader("content-type", type).end(body));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const { code, stderr } = await run("approve", "BBBB-BBBB", "--deny", "--url", url).ended;
  server.close();
  expect([code, stderr]).toEqual([1, `What answers at ${url}/_mock is not a mock-identity-center\n`]);
});

test("a wrong token is 1, and is not repeated", async () => {
  await using rig = await startRig({ controlToken: "a-token-of-the-tests" });
  const environment = { MOCK_IDENTITY_CENTER_CONTROL_TOKEN: "another-token-of-the-tests" };
  const { code, stderr } = await runWith(environment, "approve", "BBBB-BBBB", "--deny", "--url", rig.mock.url)
    .ended;
  expect([code, stderr]).toEqual([
    1,
    "Send Authorization: Bearer with the token that this mock was started with\n",
  ]);
});
