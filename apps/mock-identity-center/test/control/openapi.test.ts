/** The OpenAPI description: valid, complete, and true of every answer. */

import { Validator } from "@seriousme/openapi-schema-validator";
import { Ajv2020 } from "ajv/dist/2020.js";
import { expect, test } from "vitest";
import { controlDescription, controlRoutes } from "../../src/control/routes.ts";
import { control } from "../support/control.ts";
import { startRig } from "../support/rig.ts";
import type { Reply, Rig } from "../support/rig.ts";
import { mintKeys, postSigned } from "../support/sign.ts";
import { waiting } from "../support/visit.ts";

interface Described {
  readonly operationId: string;
  readonly parameters?: readonly { readonly name: string; readonly in: string }[];
  readonly requestBody?: unknown;
  readonly responses: Readonly<Record<string, unknown>>;
}

const document = JSON.parse(JSON.stringify(controlDescription())) as {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Described>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, object>> };
};
const ajv = new Ajv2020({ strict: true, strictTypes: false, validateFormats: false, allErrors: true });
ajv.addSchema({ $id: "control", ...document }, "control").addVocabulary(Object.keys(document));

const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, described]) => ({ path, method: method.toUpperCase(), described })),
);

function validatorOf(described: unknown = {}): ReturnType<typeof ajv.getSchema> {
  const { content } = described as { content?: Readonly<Record<string, { schema: { $ref: string } }>> };
  const schema = content?.["application/json"]?.schema.$ref;
  return schema === undefined ? undefined : ajv.getSchema(`control${schema}`);
}

/** What the description has to complain about in an answer. */
function problemsOf(described: Described, reply: Reply): unknown {
  const response = described.responses[reply.status];
  if (response === undefined) return `status ${reply.status} is not described`;
  const validate = validatorOf(response);
  if (validate === undefined) return reply.text === "" ? undefined : "an answer that is not described";
  return validate(reply.json) ? undefined : validate.errors;
}

test("it is valid OpenAPI 3.1", async () => {
  const result = await new Validator().validate(structuredClone(document));
  expect(result.errors ?? []).toEqual([]);
  expect(result.valid).toBe(true);
});

test("every route is described, and every description has its route", () => {
  const described = operations.map(({ path, method }) => `${method} ${path}`);
  const routes = controlRoutes.map(({ path, method }) => `${method} ${path}`);
  expect(described.toSorted()).toEqual(routes.toSorted());
  const names = operations.map(({ described: { operationId } }) => operationId);
  expect(new Set(names).size).toBe(names.length);
});

test.for(operations)(
  "the parameters in $method $path are described",
  ({ path, described: { parameters = [] } }) => {
    const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    expect(parameters.filter((parameter) => parameter.in === "path").map(({ name }) => name)).toEqual(inPath);
  },
);

test("the mock serves the same document", async () => {
  await using rig = await startRig();
  expect((await control(rig, "GET", "/openapi.json")).json).toEqual(document);
});

test("every operation answers as described", async () => {
  await using rig = await startRig();
  for (const [name, path, body] of await stepsOf(rig)) {
    const { method, described } =
      operations.find(({ described }) => described.operationId === name) ?? fail(name);
    const reply = await control(rig, method, path, body);
    expect(reply.status, `${name} ${reply.text}`).toBeLessThan(300);
    expect(problemsOf(described, reply), `${name} ${reply.text}`).toBeUndefined();
    expect(validatorOf(described.requestBody)?.(body), name).toBe(body === undefined ? undefined : true);
  }
});

test("every operation has its step above", async () => {
  await using rig = await startRig();
  const names = (await stepsOf(rig)).map(([name]) => name);
  expect(names.toSorted()).toEqual(operations.map(({ described }) => described.operationId).toSorted());
});

test("every operation refuses as described", async () => {
  await using rig = await startRig();
  for (const { path, method, described } of operations) {
    const target = path.replaceAll(/\{\w+\}/g, "unknown");
    const body = described.requestBody === undefined ? undefined : {};
    for (const [query, headers] of [
      ["?nonsense=1", {}],
      ["", { origin: "https://evil.example" }],
      ["", { authorization: "Bearer wrong" }],
      ["", { "x-forwarded-for": "10.0.0.7" }],
    ] as const) {
      const reply = await control(rig, method, `${target}${query}`, body, headers);
      expect(reply.status).toBeGreaterThanOrEqual(400);
      expect(problemsOf(described, reply), `${method} ${path} ${reply.text}`).toBeUndefined();
    }
  }
});

test("what does not exist is refused as described", async () => {
  await using rig = await startRig();
  const named = operations.filter(
    ({ path, described }) => path.includes("{") && described.requestBody === undefined,
  );
  expect(named.length).toBeGreaterThan(5);
  for (const { path, method, described } of named) {
    const reply = await control(rig, method, path.replaceAll(/\{\w+\}/g, "unknown"));
    expect([reply.status, problemsOf(described, reply)], `${method} ${path}`).toEqual([404, undefined]);
  }
});

/** Every operation once, in an order in which each finds what it needs. */
async function stepsOf(
  rig: Rig,
): Promise<readonly (readonly [name: string, path: string, body?: unknown])[]> {
  const keys = await mintKeys(rig);
  await postSigned(rig, keys, "/model/anthropic.claude-3-haiku-20240307-v1%3A0/converse", "{}");
  rig.mock.faults.add({ kind: "html", status: 502, operation: "Logout" });
  await rig.send("POST", "/logout");
  const [allowed, denied] = [await waiting(rig), await waiting(rig)];
  const policy = { Statement: { Effect: "Allow", Action: "*", Resource: "*" } };
  const assignment = { accountId: "777788889999", permissionSet: "new", groupName: "new" };
  const fault = { kind: "error", status: 429, error: "TooManyRequestsException", times: "always" };
  return [
    ["getDescription", "/openapi.json"],
    ["getAddress", "/address"],
    ["getClock", "/clock"],
    ["changeClock", "/clock", { advance: "PT1S", freeze: true }],
    ["listInstances", "/instances"],
    ["putUser", "/users/new", { userName: "new", password: "x", displayName: "New", enabled: true }],
    ["changeUser", "/users/new", { enabled: false }],
    ["listUsers", "/users"],
    ["putGroup", "/groups/new", { name: "new", members: ["new"] }],
    ["listGroups", "/groups"],
    [
      "putAccount",
      "/accounts/777788889999",
      { accountId: "777788889999", name: "New", email: "new@acme.example" },
    ],
    ["listAccounts", "/accounts"],
    ["putPermissionSet", "/permission-sets/new", { name: "new", inlinePolicy: policy }],
    ["listPermissionSets", "/permission-sets"],
    ["addAssignment", "/assignments", assignment],
    ["listAssignments", "/assignments"],
    ["removeAssignment", `/assignments?${new URLSearchParams(assignment).toString()}`],
    ["getSettings", "/settings"],
    ["changeSettings", "/settings", { pageSize: 3 }],
    ["listPendingCodes", "/user-codes"],
    ["approveUserCode", `/user-codes/${allowed.device.userCode}/approve`, { userName: "ada.lovelace" }],
    ["denyUserCode", `/user-codes/${denied.device.userCode}/deny`],
    ["listSessions", "/sessions"],
    ["revokeSession", `/sessions/${rig.mock.sessions()[0]?.id}`],
    ["addFault", "/faults", fault],
    ["listFaults", "/faults"],
    ["removeFault", `/faults/${rig.mock.faults.list()[0]?.id}`],
    ["clearFaults", "/faults"],
    ["listRequests", "/requests?wait=10m&count=2"],
    ["listEvents", "/events"],
    ["removePermissionSet", "/permission-sets/new"],
    ["removeAccount", "/accounts/777788889999"],
    ["removeGroup", "/groups/new"],
    ["removeUser", "/users/new"],
    ["getSeed", "/seed"],
    ["loadSeed", "/seed", JSON.parse(JSON.stringify(rig.mock.seed))],
    ["reset", "/reset"],
  ];
}

function fail(name: string): never {
  throw new Error(`No operation is called ${name}`);
}
