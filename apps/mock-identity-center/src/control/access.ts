/** Who may use the control API: programs on this machine, others with the token, never a web page. */

import { hash, timingSafeEqual } from "node:crypto";
import { BlockList, isIP } from "node:net";
import type { WireRequest } from "../core/wire.ts";
import { MockIdentityCenterError } from "../mock-error.ts";
import type { Refusal } from "./refusal.ts";

export interface ControlAccess {
  /** Lets other machines in; without one nobody but this machine gets in. */
  readonly token: string | undefined;
  /** Names of this mock in a `Host` header, besides localhost and any IP address. */
  readonly hosts: readonly string[];
}

const loopback = new BlockList();
loopback.addSubnet("127.0.0.0", 8, "ipv4");
loopback.addAddress("::1", "ipv6");

/** @throws {MockIdentityCenterError} CONTROL_TOKEN_INVALID when it could be guessed, or not be sent. */
export function checkControlToken(token: string | undefined): string | undefined {
  if (token === undefined || /^[!-~]{16,}$/.test(token)) return token;
  throw new MockIdentityCenterError(
    "CONTROL_TOKEN_INVALID",
    "The control token is not valid: expected at least 16 printable ASCII characters without a space",
  );
}

/** Undefined when the request may go on. */
export function checkAccess(request: WireRequest, access: ControlAccess): Refusal | undefined {
  if (comesFromWebPage(request))
    return { code: "WEB_PAGE_REFUSED", message: "Web pages may not use the control API" };
  const shown = request.headers["authorization"];
  if (shown !== undefined) return isToken(shown, access.token) ? undefined : tokenRefused();
  if (!comesFromThisMachine(request)) return access.token === undefined ? loopbackOnly() : tokenRefused();
  if (namesThisMock(request, access.hosts)) return undefined;
  const message = "The Host header names another machine: say localhost or an IP address, or show the token";
  return { code: "HOST_REFUSED", message };
}

/** A page sends `Origin` with all that it may change, and its browser says what started the request. */
function comesFromWebPage({ headers }: WireRequest): boolean {
  return headers["origin"] !== undefined || !["none", undefined].includes(headers["sec-fetch-site"]);
}

/** A proxy on this machine that says whom it speaks for is not this machine. */
export function comesFromThisMachine({ remoteAddress = "", headers }: WireRequest): boolean {
  if (headers["forwarded"] !== undefined || headers["x-forwarded-for"] !== undefined) return false;
  const address = remoteAddress.replace(/^::ffff:(?=\d+\.)/, "");
  const version = isIP(address);
  return version !== 0 && loopback.check(address, version === 4 ? "ipv4" : "ipv6");
}

/** Against DNS rebinding: a page's own name that leads to this machine is still that page's name. */
export function namesThisMock({ headers }: WireRequest, hosts: readonly string[]): boolean {
  const authority = headers[":authority"] ?? headers["host"] ?? "";
  if (!URL.canParse(`http://${authority}`)) return false;
  const { hostname } = new URL(`http://${authority}`);
  const isAddress = isIP(hostname.replaceAll(/[[\]]/g, "")) !== 0;
  return isAddress || hostname === "localhost" || hosts.includes(hostname);
}

function isToken(authorization: string, token: string | undefined): boolean {
  const [, shown] = /^Bearer +(\S+)$/i.exec(authorization) ?? [];
  if (shown === undefined || token === undefined) return false;
  return timingSafeEqual(hash("sha256", shown, "buffer"), hash("sha256", token, "buffer"));
}

function tokenRefused(): Refusal {
  const message = "Send Authorization: Bearer with the token that this mock was started with";
  return { code: "TOKEN_REFUSED", message, headers: { "www-authenticate": "Bearer" } };
}

function loopbackOnly(): Refusal {
  const message =
    "This mock was started without a control token, so only its own machine may use the control API";
  return { code: "LOOPBACK_ONLY", message };
}
