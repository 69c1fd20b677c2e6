/** The authorization-code grant and the other form of access tokens, over a restart with a state file. */

import { expect, test } from "vitest";
import { authorize, authorizePath, newCode, redeem, registerNative } from "../support/authorize.ts";
import { withStateFile } from "../support/state-file.ts";

const { afterRestart } = withStateFile();

test("a code is redeemed after a restart; shown again, it ends the sign-in that it gave", async () => {
  const [after, { client, code }] = await afterRestart(async (rig) => {
    const client = await registerNative(rig);
    return { client, code: await newCode(rig, client) };
  });
  await using rig = after;
  expect((await redeem(rig, client, code)).status).toBe(200);
  expect((await redeem(rig, client, code)).json).toMatchObject({ error: "invalid_grant" });
  expect(rig.mock.sessions()).toMatchObject([{ userName: "ada.lovelace", status: "revoked" }]);
});

test("a code that was redeemed before a restart ends the sign-in that it gave when it is shown after it", async () => {
  const [after, { client, code }] = await afterRestart(async (rig) => {
    const client = await registerNative(rig);
    const code = await newCode(rig, client);
    await redeem(rig, client, code);
    return { client, code };
  });
  await using rig = after;
  expect(rig.mock.sessions()).toMatchObject([{ status: "active" }]);
  expect((await redeem(rig, client, code)).json).toMatchObject({ error: "invalid_grant" });
  expect(rig.mock.sessions()).toMatchObject([{ status: "revoked" }]);
});

test("a client still belongs to its instance: it may use /authorize after a restart", async () => {
  const [after, client] = await afterRestart((rig) => registerNative(rig));
  await using rig = after;
  expect((await authorize(rig, authorizePath(client))).get("code")).toMatch(/^[\w-]{86}$/);
});

test("a request that waits for its user is still known after a restart", async () => {
  const [after, page] = await afterRestart(async (rig) => {
    const client = await registerNative(rig);
    return (await rig.send("GET", authorizePath(client))).headers.get("location") ?? "";
  });
  await using rig = after;
  const found = await rig.send("GET", page);
  const unknown = await rig.send("GET", page.replace(/=[\w-]{5}/, "=xxxxx"));
  expect(found.status).not.toBe(unknown.status);
});

test("access tokens in the form of encrypted JSON web tokens work after a restart, of both lengths", async () => {
  const [after, tokens] = await afterRestart(async (rig) => {
    rig.mock.changeSettings({ accessTokenForm: "jwe", jweLength: 600 });
    const short = await rig.signIn();
    rig.mock.changeSettings({ jweLength: 2048 });
    return [short.accessToken, (await rig.signIn()).accessToken];
  });
  await using rig = after;
  expect(tokens.map((token) => token.length > 1000)).toEqual([false, true]);
  for (const token of tokens) expect((await rig.portal("/assignment/accounts", token)).status).toBe(200);
});
