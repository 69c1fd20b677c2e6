/** The errors of each portal operation, those of its service model and those it really answers, read from the raw response. */

import { expect, test } from "vitest";
import { defaultSeed } from "../../src/index.ts";
import type { SeedSettings } from "../../src/index.ts";
import { onTheWire, portalRefusal } from "../support/refusal.ts";
import { startRig } from "../support/rig.ts";
import type { Reply, Rig } from "../support/rig.ts";

type Operation = "GetRoleCredentials" | "ListAccounts" | "ListAccountRoles" | "Logout";
type Send = (rig: Rig, accessToken: string) => Promise<Reply>;
type Kind = readonly [type: string, status: number, message: string];

interface Row {
  readonly operation: Operation;
  readonly kind: Kind;
  readonly send: Send;
  readonly settings: SeedSettings | undefined;
  readonly when: string;
}

const methods = {
  GetRoleCredentials: "GET",
  ListAccounts: "GET",
  ListAccountRoles: "GET",
  Logout: "POST",
} as const;
const paths = {
  GetRoleCredentials: "/federation/credentials?role_name=BedrockInference&account_id=111122223333",
  ListAccounts: "/assignment/accounts?max_result=10",
  ListAccountRoles: "/assignment/roles?account_id=111122223333",
  Logout: "/logout",
} as const;
const operations = Object.keys(paths) as readonly Operation[];

const call =
  (operation: Operation, change: (path: string) => string = (path) => path): Send =>
  (rig, accessToken) =>
    rig.send(methods[operation], change(paths[operation]), {
      headers: { "x-amz-sso_bearer_token": accessToken },
    });
const withoutToken =
  (operation: Operation): Send =>
  (rig) =>
    rig.send(methods[operation], paths[operation]);
const afterSignOut =
  (operation: Operation): Send =>
  async (rig, accessToken) => {
    await call("Logout")(rig, accessToken);
    return call(operation)(rig, accessToken);
  };
const secondInASecond =
  (operation: Operation): Send =>
  async (rig, accessToken) => {
    await call("ListAccounts")(rig, accessToken);
    return call(operation)(rig, accessToken);
  };
const otherMethod =
  (operation: Operation): Send =>
  (rig, accessToken) =>
    rig.send(methods[operation] === "GET" ? "POST" : "GET", paths[operation], {
      headers: { "x-amz-sso_bearer_token": accessToken },
    });
const failing =
  (operation: Operation, status: number, error: string): Send =>
  (rig, accessToken) => {
    rig.mock.faults.add({ kind: "error", operation, status, error });
    return call(operation)(rig, accessToken);
  };
const unassigned = (path: string): string => path.replace("111122223333", "000000000000");

/** A message in words of the mock. */
const anything = '[^"]+';
const invalidRequest: Kind = ["InvalidRequestException", 400, anything];
const unauthorized: Kind = ["UnauthorizedException", 401, "Session token not found or invalid"];
const forbidden: Kind = ["ForbiddenException", 403, "No access"];
const notFound: Kind = ["ResourceNotFoundException", 404, anything];
const notAllowed: Kind = ["MethodNotAllowedException", 405, anything];
const tooMany: Kind = ["TooManyRequestsException", 429, "Too many requests"];
const internal: Kind = ["InternalServerException", 500, anything];
const row = (operation: Operation, kind: Kind, send: Send, settings?: SeedSettings, when = ""): Row => ({
  operation,
  kind,
  send,
  settings,
  when,
});

const rows: readonly Row[] = [
  row(
    "GetRoleCredentials",
    invalidRequest,
    call("GetRoleCredentials", (path) => path.replace("account_id", "x")),
  ),
  row(
    "ListAccounts",
    invalidRequest,
    call("ListAccounts", (path) => path.replace("10", "101")),
  ),
  row(
    "ListAccountRoles",
    invalidRequest,
    call("ListAccountRoles", (path) => path.replace("account_id", "x")),
  ),
  row("Logout", invalidRequest, failing("Logout", 400, "InvalidRequestException")),
  ...operations.map((operation) =>
    row(operation, unauthorized, withoutToken(operation), undefined, " without a token"),
  ),
  ...operations.map((operation) =>
    row(operation, unauthorized, afterSignOut(operation), undefined, " after Logout"),
  ),
  row("GetRoleCredentials", forbidden, call("GetRoleCredentials", unassigned)),
  row("ListAccountRoles", forbidden, call("ListAccountRoles", unassigned)),
  row("GetRoleCredentials", notFound, call("GetRoleCredentials", unassigned), {
    unassignedRole: "not-found",
  }),
  row("ListAccountRoles", notFound, call("ListAccountRoles", unassigned), { unassignedRole: "not-found" }),
  row("ListAccounts", notFound, failing("ListAccounts", 404, "ResourceNotFoundException")),
  ...operations.map((operation) => row(operation, notAllowed, otherMethod(operation))),
  ...operations.map((operation) =>
    row(operation, tooMany, secondInASecond(operation), { portalRequestsPerSecond: 1 }),
  ),
  ...operations.map((operation) =>
    row(operation, internal, failing(operation, 500, "InternalServerException")),
  ),
];

test.for(rows.map((each) => [each.operation, each.when, each.kind[0], each.kind[1], each] as const))(
  "%s%s: %s is %i",
  async ([, , type, status, { kind, send, settings }]) => {
    await using rig = await startRig({ seed: { ...defaultSeed, settings } });
    const { accessToken } = await rig.signIn();
    expect(onTheWire(rig, await send(rig, accessToken))).toEqual(
      portalRefusal({ type, status, message: kind[2] }),
    );
  },
);

test.for([
  ["unassignedRole forbidden", "forbidden", 403],
  ["unassignedRole not-found", "not-found", 404],
] as const)(
  "%s: a role taken away keeps the sign-in, and the trail tells the refusal",
  async ([, how, status]) => {
    await using rig = await startRig({ seed: { ...defaultSeed, settings: { unassignedRole: how } } });
    const { accessToken } = await rig.signIn();
    rig.mock.removeAssignment({
      accountId: "111122223333",
      permissionSet: "BedrockInference",
      groupName: "Bedrock users",
    });
    expect((await call("GetRoleCredentials")(rig, accessToken)).status).toBe(status);
    expect(rig.mock.events().at(-1)?.errorCode).toBe(how === "forbidden" ? forbidden[0] : notFound[0]);
    expect((await call("ListAccounts")(rig, accessToken)).status).toBe(200);
  },
);
