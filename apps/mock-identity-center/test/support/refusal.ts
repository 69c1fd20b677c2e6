/** A refusal as it must come over the wire, to the letter. */

import { expect } from "vitest";
import type { Reply, Rig } from "./rig.ts";

export interface OidcRefusal {
  readonly status: number;
  readonly type: string;
  readonly error: string;
  readonly reason?: string | undefined;
}

/** Type in the header, `error`, `error_description` and perhaps `reason` in the body, in this order and nothing else. */
export function expectOidcRefusal(
  rig: Rig,
  reply: Reply,
  { status, type, error, reason }: OidcRefusal,
): void {
  expectHead(rig, reply, status, type, "com.amazonaws.sso.oidc");
  const description = reply.json["error_description"];
  expect(description).toMatch(/./);
  expect(reply.text).toBe(JSON.stringify({ error, error_description: description, reason }));
}

export interface PortalRefusal {
  readonly status: number;
  readonly type: string;
  readonly message: RegExp;
}

/** `message` and `__type` in the body, in this order and nothing else. */
export function expectPortalRefusal(rig: Rig, reply: Reply, { status, type, message }: PortalRefusal): void {
  const namespace = "com.amazonaws.switchboard.portal";
  expectHead(rig, reply, status, type, namespace);
  const text = String(reply.json["message"]);
  expect(text).toMatch(message);
  expect(reply.text).toBe(JSON.stringify({ message: text, __type: `${namespace}#${type}` }));
}

function expectHead(rig: Rig, reply: Reply, status: number, type: string, namespace: string): void {
  expect(reply.status).toBe(status);
  expect(reply.headers.get("content-type")).toBe("application/json");
  expect(reply.headers.get("x-amzn-errortype")).toBe(
    `${type}:http://internal.amazon.com/coral/${namespace}/`,
  );
  const requestId = reply.headers.get("x-amzn-requestid");
  expect(requestId).toMatch(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
  expect(rig.mock.requests().at(-1)).toMatchObject({ requestId, status, error: type });
}
