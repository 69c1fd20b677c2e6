/** Hostile and wrong input of the control API: a refusal that says where, and nothing has changed. */

import { expect, test } from "vitest";
import { defaultSeed } from "../../src/index.ts";
import { control, messageOf, rawControl, refusalOf } from "../support/control.ts";
import { startRig } from "../support/rig.ts";

const json = { "content-type": "application/json" };

test.for([
  ["nothing", "", json, 400, "BODY_NOT_JSON"],
  ["text", "advance", json, 400, "BODY_NOT_JSON"],
  ["a list", "[]", json, 400, "BODY_NOT_JSON"],
  ["a bare value", "1", json, 400, "BODY_NOT_JSON"],
  ["half a document", '{"advance":', json, 400, "BODY_NOT_JSON"],
  ["bad UTF-8", Uint8Array.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]), json, 400, "BODY_NOT_JSON"],
  ["depth", "[".repeat(500_000), json, 400, "BODY_NOT_JSON"],
  ["depth inside", `{"set":${'{"a":'.repeat(50_000)}1${"}".repeat(50_000)}}`, json, 400, "INPUT_INVALID"],
  ["more than a mebibyte", `{"set":"${"x".repeat(1_048_576)}"}`, json, 413, "BODY_TOO_LARGE"],
  ["no type", Uint8Array.from(Buffer.from('{"advance":1}')), {}, 415, "BODY_TYPE_REFUSED"],
  ["a form", '{"advance":1}', { "content-type": "text/plain" }, 415, "BODY_TYPE_REFUSED"],
  ["another JSON", '{"advance":1}', { "content-type": "application/jsonx" }, 415, "BODY_TYPE_REFUSED"],
  ["a prototype", '{"__proto__":{"advance":1}}', json, 400, "INPUT_INVALID"],
  ["unknown members", '{"advance":1,"by":2}', json, 400, "INPUT_INVALID"],
  ["no members", "{}", json, 400, "INPUT_INVALID"],
  ["a wrong duration", '{"advance":"P1Y"}', json, 400, "INPUT_INVALID"],
  ["a huge number", '{"advance":1e400}', json, 400, "INPUT_INVALID"],
  ["time going backwards", '{"advance":-1}', json, 400, "CLOCK_INVALID"],
  ["two times", '{"advance":1,"set":5}', json, 400, "INPUT_INVALID"],
] as const)("a body of %s is refused", async ([, body, headers, status, code]) => {
  await using rig = await startRig();
  const before = rig.mock.clock.now();
  const reply = await rig.send("POST", "/_mock/clock", { headers, body });
  expect(refusalOf(reply)).toEqual([status, code]);
  expect(reply.headers.get("content-type")).toBe("application/json");
  expect(rig.mock.clock.now()).toBe(before);
});

test("JSON with a charset is JSON", async () => {
  await using rig = await startRig();
  const headers = { "content-type": "application/json; charset=utf-8" };
  expect((await rig.send("POST", "/_mock/clock", { headers, body: '{"advance":1}' })).status).toBe(200);
});

test.for([
  ["GET", "/requests?limit=x", "limit: "],
  ["GET", "/requests?limit=0", "limit: "],
  ["GET", "/requests?count=1.5", "count: "],
  ["GET", "/requests?operation=Nothing", "operation: "],
  ["GET", "/requests?client=a&client=b", "client: "],
  ["GET", "/requests?wait=soon", "wait: expected a duration"],
  ["GET", "/requests?status=", "status: is empty"],
  ["GET", "/sessions?state=active", '"state"'],
  ["DELETE", "/assignments?accountId=111122223333", "permissionSet: "],
] as const)("%s %s is refused, naming the member", async ([method, path, problem]) => {
  await using rig = await startRig();
  const reply = await control(rig, method, path);
  expect(refusalOf(reply)).toEqual([400, "INPUT_INVALID"]);
  expect(messageOf(reply)).toContain(problem);
});

test.for([
  "",
  "/",
  "/users/",
  "//users",
  "/../_mock/users",
  "/%2e%2e/users",
  "/users/%zz",
  "/constructor",
  "/user-codes/BBBB-BBBB/approve/now",
])("the path /_mock%s is no route", async (path) => {
  await using rig = await startRig();
  expect(await rawControl(rig.mock.url, path, {})).toEqual([404, "UNKNOWN_ROUTE"]);
});

test("a method that a path does not have is 405, with those it has", async () => {
  await using rig = await startRig();
  const reply = await control(rig, "DELETE", "/clock");
  expect(refusalOf(reply)).toEqual([405, "METHOD_NOT_ALLOWED"]);
  expect(reply.headers.get("allow")).toBe("GET, POST");
});

test("a path that only begins like the prefix is not the control API's", async () => {
  await using rig = await startRig();
  const reply = await rig.send("GET", "/_mockery");
  expect([reply.status, reply.headers.get("x-amzn-errortype")]).toEqual([404, "UnknownOperationException"]);
});

test("a seed with a mistake is refused with the path in it, and the world is as it was", async () => {
  await using rig = await startRig();
  await rig.signIn();
  const bad = structuredClone(defaultSeed) as unknown as { instances: { region: string }[] };
  for (const instance of bad.instances) instance.region = "us-east-1.evil.com/";
  const reply = await control(rig, "PUT", "/seed", bad);
  expect(reply.status).toBe(400);
  expect(messageOf(reply)).toContain("instances[0].region: expected a region");
  expect(rig.mock.sessions()).toHaveLength(1);
});

test.for([
  ["PUT", "/users/ada.lovelace", { userName: "ada.lovelace" }, "password: "],
  ["PUT", "/groups/new", { name: "new", members: ["nobody"] }, "groups[1].members[0]: names no user"],
  ["PUT", "/groups/new", { name: "other", members: [] }, "name: expected the one in the path"],
  ["PUT", "/accounts/1", { accountId: "1", name: "x" }, "accountId: expected twelve digits"],
  ["PUT", "/permission-sets/a", { name: "a", sessionDurationSeconds: 1 }, "sessionDurationSeconds: "],
  [
    "PUT",
    "/assignments",
    { accountId: "111122223333", permissionSet: "ReadOnly" },
    "expected one of userName",
  ],
  ["PATCH", "/settings", { sessionDurationSeconds: 1 }, "sessionDurationSeconds: "],
  ["POST", "/faults", { kind: "html", status: 1 }, "status: "],
] as const)(
  "%s %s with %o is refused with the path in the document",
  async ([method, path, body, problem]) => {
    await using rig = await startRig();
    const before = rig.mock.seed;
    const reply = await control(rig, method, path, body);
    expect(reply.status).toBe(400);
    expect(messageOf(reply)).toContain(problem);
    expect(rig.mock.seed).toEqual(before);
  },
);

test("operations without a body take none", async () => {
  await using rig = await startRig();
  await rig.signIn();
  expect(refusalOf(await control(rig, "POST", "/reset", { seed: 1 }))).toEqual([400, "INPUT_INVALID"]);
  expect(rig.mock.sessions()).toHaveLength(1);
});
