/** The access portal: lists, role credentials, logout, and what it refuses; portal-error-table.test.ts has the errors. */

import { expect, test } from "vitest";
import { onTheWire, portalRefusal } from "../support/refusal.ts";
import { startOfTime, startRig } from "../support/rig.ts";
import type { Reply, Rig } from "../support/rig.ts";

const credentialsPath = "/federation/credentials?role_name=BedrockInference&account_id=111122223333";

interface Row {
  readonly when: string;
  readonly send: (rig: Rig, accessToken: string) => Promise<Reply>;
  readonly status: number;
  readonly type: string;
  readonly message: string;
}

const get =
  (path: string, token?: string): Row["send"] =>
  (rig, accessToken) =>
    rig.portal(path, token ?? accessToken);
const post =
  (path: string): Row["send"] =>
  (rig, accessToken) =>
    rig.send("POST", path, { headers: { "x-amz-sso_bearer_token": accessToken } });
const invalid = {
  status: 400,
  type: "InvalidRequestException",
  message: ".* required|max_result must be between 1 and 100|Invalid next_token provided",
};
const notAllowed = {
  status: 405,
  type: "MethodNotAllowedException",
  message: "The method is not allowed, expected (?:GET|POST)",
};
const unauthorized = {
  status: 401,
  type: "UnauthorizedException",
  message: "Session token not found or invalid",
};
const forbidden = { status: 403, type: "ForbiddenException", message: "No access" };

const rows: readonly Row[] = [
  { when: "no bearer token", send: (rig) => rig.portal(credentialsPath), ...unauthorized },
  { when: "an unknown bearer token", send: get("/assignment/accounts", "aoaX"), ...unauthorized },
  {
    when: "a refresh token's prefix as bearer",
    send: get("/assignment/roles?account_id=1", "aorX"),
    ...unauthorized,
  },
  {
    when: "a role that is not assigned",
    send: get("/federation/credentials?role_name=ReadOnly&account_id=111122223333"),
    ...forbidden,
  },
  {
    when: "a role that does not exist",
    send: get("/federation/credentials?role_name=Admin&account_id=111122223333"),
    ...forbidden,
  },
  {
    when: "an account that does not exist",
    send: get("/federation/credentials?role_name=ReadOnly&account_id=000000000000"),
    ...forbidden,
  },
  {
    when: "roles of an account without assignment",
    send: get("/assignment/roles?account_id=000000000000"),
    ...forbidden,
  },
  { when: "no role_name", send: get("/federation/credentials?account_id=111122223333"), ...invalid },
  { when: "no account_id", send: get("/federation/credentials?role_name=ReadOnly"), ...invalid },
  { when: "roles without account_id", send: get("/assignment/roles"), ...invalid },
  { when: "max_result of 0", send: get("/assignment/accounts?max_result=0"), ...invalid },
  { when: "max_result of 101", send: get("/assignment/accounts?max_result=101"), ...invalid },
  { when: "max_result that is no number", send: get("/assignment/accounts?max_result=ten"), ...invalid },
  { when: "a made-up next_token", send: get("/assignment/accounts?next_token=abc"), ...invalid },
  { when: "an empty next_token", send: get("/assignment/accounts?next_token="), ...invalid },
  {
    when: "GetRoleCredentials as POST",
    send: post(credentialsPath),
    ...notAllowed,
  },
  { when: "Logout as GET", send: get("/logout"), ...notAllowed },
];

test.for(rows)("$when is $status $type", async ({ send, status, type, message }) => {
  await using rig = await startRig();
  const { accessToken } = await rig.signIn();
  expect(onTheWire(rig, await send(rig, accessToken))).toEqual(portalRefusal({ status, type, message }));
});

test("GetRoleCredentials answers AWS-shaped credentials; expiration is milliseconds, 8 h on", async () => {
  await using rig = await startRig();
  const { accessToken } = await rig.signIn();
  const { json } = await rig.portal(credentialsPath, accessToken);
  expect(Object.keys(json)).toEqual(["roleCredentials"]);
  expect(json["roleCredentials"]).toEqual({
    accessKeyId: expect.stringMatching(/^ASIA[A-Z2-7]{16}$/),
    secretAccessKey: expect.stringMatching(/^[A-Za-z\d+/]{40}$/),
    sessionToken: expect.stringMatching(/^IQoJb3JpZ2luX2Vj[A-Za-z\d+/]{900,1100}$/),
    expiration: startOfTime + 28_800_000,
  });
});

test.for([
  [undefined, 3600],
  [3600, 3600],
  [43_200, 43_200],
] as const)(
  "a permission set of %s s gives credentials of %i s",
  async ([sessionDurationSeconds, seconds]) => {
    await using rig = await startRig();
    rig.mock.putPermissionSet({ name: "BedrockInference", sessionDurationSeconds });
    const { accessToken } = await rig.signIn();
    const { json } = await rig.portal(credentialsPath, accessToken);
    expect(json["roleCredentials"]).toMatchObject({ expiration: startOfTime + seconds * 1000 });
  },
);

test.for([3599, 43_201])(
  "a permission set cannot give credentials of %i s",
  async (sessionDurationSeconds) => {
    await using rig = await startRig();
    expect(() => rig.mock.putPermissionSet({ name: "BedrockInference", sessionDurationSeconds })).toThrow(
      expect.objectContaining({ code: "SEED_INVALID" }),
    );
  },
);

test("a group's assignment and a user's own assignment both count, each role once", async () => {
  await using rig = await startRig();
  const { accessToken } = await rig.signIn("ada.lovelace");
  const accounts = await rig.portal("/assignment/accounts", accessToken);
  expect(accounts.text).toBe(
    '{"nextToken":null,"accountList":[{"accountId":"111122223333","accountName":"Acme Bedrock","emailAddress":"bedrock@acme.example"},' +
      '{"accountId":"444455556666","accountName":"Acme Sandbox","emailAddress":"sandbox@acme.example"}]}',
  );
  const grace = await rig.signIn("grace.hopper");
  const roles = await rig.portal("/assignment/roles?account_id=111122223333", grace.accessToken);
  expect(roles.json["roleList"]).toEqual([
    { roleName: "BedrockInference", accountId: "111122223333" },
    { roleName: "ReadOnly", accountId: "111122223333" },
  ]);
});

test("an assignment removed between token and credentials is 403; the sign-in lives on", async () => {
  await using rig = await startRig();
  const { accessToken } = await rig.signIn();
  const removed = {
    accountId: "111122223333",
    permissionSet: "BedrockInference",
    groupName: "Bedrock users",
  };
  rig.mock.removeAssignment(removed);
  expect((await rig.portal(credentialsPath, accessToken)).status).toBe(403);
  expect((await rig.portal("/assignment/accounts", accessToken)).status).toBe(200);
  expect(() => rig.mock.removeAssignment(removed)).toThrow(
    expect.objectContaining({ code: "UNKNOWN_ASSIGNMENT" }),
  );
});

test("a disabled user's access token is refused", async () => {
  await using rig = await startRig();
  const { accessToken } = await rig.signIn();
  rig.mock.setUserEnabled("ada.lovelace", false);
  expect((await rig.portal("/assignment/accounts", accessToken)).status).toBe(401);
});

test("Logout answers 200 with nothing, and kills the tokens of that sign-in only", async () => {
  await using rig = await startRig();
  const first = await rig.signIn();
  const second = await rig.signIn("ada.lovelace", first.client);
  const reply = await rig.send("POST", "/logout", {
    headers: { "x-amz-sso_bearer_token": first.accessToken },
  });
  expect([reply.status, reply.text]).toEqual([200, ""]);
  expect((await rig.portal("/assignment/accounts", first.accessToken)).status).toBe(401);
  expect((await rig.refresh(first.client, first.refreshToken)).json["error"]).toBe("invalid_grant");
  expect((await rig.portal("/assignment/accounts", second.accessToken)).status).toBe(200);
  expect(rig.mock.sessions().map((session) => session.status)).toEqual(["signed-out", "active"]);
});
