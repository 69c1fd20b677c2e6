/** Several Identity Center instances in one mock: their directories do not mix. */

import { expect, test } from "vitest";
import { approveInBrowser, buildSeed, defaultSeed } from "../../src/index.ts";
import type { Seed } from "../../src/index.ts";
import { startRig } from "../support/rig.ts";
import type { Device, Rig } from "../support/rig.ts";
import { Visit, textsOf } from "../support/visit.ts";

const secondStartUrl = "https://d-1234567890.awsapps.com/start";
const second = buildSeed({
  startUrl: secondStartUrl,
  region: "eu-west-1",
  accountId: "123456789012",
  roleName: "BedrockInference",
  bedrockModels: [],
  userName: "marie.curie",
  password: "radium-1898",
});
const seed: Seed = { instances: [...defaultSeed.instances, ...second.instances], models: defaultSeed.models };

async function startSecond(rig: Rig): Promise<{ device: Device; poll: () => ReturnType<Rig["poll"]> }> {
  const client = await rig.register();
  const reply = await rig.post("/device_authorization", { ...client, startUrl: secondStartUrl });
  const device = reply.json as unknown as Device;
  return { device, poll: () => rig.poll(client, device) };
}

test("the code decides whose directory signs in, and the tokens see that instance's accounts", async () => {
  await using rig = await startRig({ seed });
  const { device, poll } = await startSecond(rig);
  const verificationUri = device.verificationUriComplete;
  const stranger = approveInBrowser({ verificationUri, userName: "ada.lovelace", password: "engine-1843" });
  await expect(stranger).rejects.toMatchObject({ code: "BROWSER_REFUSED" });
  await approveInBrowser({ verificationUri, userName: "marie.curie", password: "radium-1898" });
  const { json } = await poll();
  const accounts = await rig.portal("/assignment/accounts", json["accessToken"] as string);
  expect(accounts.json["accountList"]).toMatchObject([{ accountId: "123456789012" }]);
  expect(rig.mock.sessions()[0]?.startUrl).toBe(secondStartUrl);
});

test("a browser signed in to one instance must sign in again for a code of another", async () => {
  await using rig = await startRig({ seed });
  const { device, poll } = await startSecond(rig);
  const visit = new Visit(rig);
  await visit.signIn("ada.lovelace", "engine-1843");
  const consent = await visit.get(`/device/allow?user_code=${device.userCode}`);
  const signIn = await visit.get(consent.headers.get("location") ?? "");
  expect(signIn.text).toContain('data-testid="other-session"');
  expect(textsOf(signIn, "portal")).toEqual([secondStartUrl]);
  await visit.post("/device/allow", { user_code: device.userCode, decision: "allow" });
  expect((await poll()).json["error"]).toBe("authorization_pending");
});

test("a user of another instance cannot be approved for a code", async () => {
  await using rig = await startRig({ seed });
  const { device } = await startSecond(rig);
  expect(() => rig.mock.approve(device.userCode, "ada.lovelace")).toThrow(
    expect.objectContaining({ code: "UNKNOWN_USER" }),
  );
});
