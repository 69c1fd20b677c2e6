/** A refusal as it must come over the wire, to the letter: `expect(onTheWire(rig, reply)).toEqual(oidcRefusal(…))`. */

import { expect } from "vitest";
import type { Reply, Rig } from "./rig.ts";

/** Everything a client can see, and whether the request log tells the same. */
export interface OnTheWire {
  readonly status: number;
  readonly contentType: string | null;
  readonly errorType: string | null;
  readonly requestId: string | null;
  readonly body: string;
  readonly logged: {
    readonly status: number | undefined;
    readonly error: string | undefined;
    readonly hasItsId: boolean;
  };
}

export function onTheWire(rig: Rig, { status, headers, text }: Reply): OnTheWire {
  const entry = rig.mock.requests().at(-1);
  const requestId = headers.get("x-amzn-requestid");
  return {
    status,
    contentType: headers.get("content-type"),
    errorType: headers.get("x-amzn-errortype"),
    requestId,
    body: text,
    logged: { status: entry?.status, error: entry?.error, hasItsId: entry?.requestId === requestId },
  };
}

interface OidcRefusal {
  readonly status: number;
  readonly type: string;
  readonly error: string;
  readonly reason?: string | undefined;
}

/** Type in the header; `error`, `error_description` and perhaps `reason` in the body, in this order and nothing else. */
export function oidcRefusal({ status, type, error, reason }: OidcRefusal): unknown {
  const tail = reason === undefined ? "" : `,"reason":"${reason}"`;
  const body = new RegExp(`^\\{"error":"${error}","error_description":"[^"]+"${tail}\\}$`);
  return refusal(status, type, "com.amazonaws.sso.oidc", body);
}

interface PortalRefusal {
  readonly status: number;
  readonly type: string;
  /** A pattern of the whole message. */
  readonly message: string;
}

/** `message` and `__type` in the body, in this order and nothing else. */
export function portalRefusal({ status, type, message }: PortalRefusal): unknown {
  const namespace = "com.amazonaws.switchboard.portal";
  const body = new RegExp(`^\\{"message":"(?:${message})","__type":"${namespace}#${type}"\\}$`);
  return refusal(status, type, namespace, body);
}

function refusal(status: number, type: string, namespace: string, body: RegExp): unknown {
  return {
    status,
    contentType: "application/json",
    errorType: `${type}:http://internal.amazon.com/coral/${namespace}/`,
    requestId: expect.stringMatching(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/),
    body: expect.stringMatching(body),
    logged: { status, error: type, hasItsId: true },
  };
}
