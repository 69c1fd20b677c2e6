/** What the control API answers when it does not do as it was asked. */

import { MockIdentityCenterError } from "../mock-error.ts";
import type { MockIdentityCenterErrorCode } from "../mock-error.ts";

/** Requests that never reach the mock. */
const statuses = {
  BODY_NOT_JSON: 400,
  INPUT_INVALID: 400,
  TOKEN_REFUSED: 401,
  HOST_REFUSED: 403,
  LOOPBACK_ONLY: 403,
  WEB_PAGE_REFUSED: 403,
  UNKNOWN_ROUTE: 404,
  METHOD_NOT_ALLOWED: 405,
  BODY_TOO_LARGE: 413,
  BODY_TYPE_REFUSED: 415,
  INTERNAL_ERROR: 500,
} as const;

export type RefusalCode = keyof typeof statuses | MockIdentityCenterErrorCode;

export interface Refusal {
  readonly code: RefusalCode;
  readonly message: string;
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

/** The mock's own refusals; anything else that is thrown is a bug, and tells nothing. */
export function refusalOf(error: unknown): Refusal {
  if (error instanceof MockIdentityCenterError) return { code: error.code, message: error.message };
  return { code: "INTERNAL_ERROR", message: "The control API failed, which is a bug of the mock" };
}

export function statusOfCode(code: RefusalCode): number {
  if (Object.hasOwn(statuses, code)) return statuses[code as keyof typeof statuses];
  if (code.startsWith("UNKNOWN_")) return 404;
  if (code === "USER_CODE_SPENT") return 409;
  if (code === "STATE_UNWRITABLE") return 500;
  return code === "MOCK_CLOSED" ? 503 : 400;
}

/** What any operation may be refused with, and what those with a body may be besides. */
export function requestRefusals(hasBody: boolean): readonly RefusalCode[] {
  const always = [
    "INPUT_INVALID",
    "TOKEN_REFUSED",
    "HOST_REFUSED",
    "LOOPBACK_ONLY",
    "WEB_PAGE_REFUSED",
  ] as const;
  return hasBody
    ? [...always, "BODY_NOT_JSON", "BODY_TOO_LARGE", "BODY_TYPE_REFUSED"]
    : [...always, "BODY_TOO_LARGE"];
}
