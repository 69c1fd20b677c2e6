/** `max_result` and `next_token` of the portal's lists. */

import type { Call } from "../core/wire.ts";
import type { InstanceSettings } from "../seed/settings.ts";

export type Page<T> =
  | {
      readonly status: "page";
      readonly items: readonly T[];
      readonly nextToken: { readonly nextToken?: string | null };
    }
  | { readonly status: "refused"; readonly message: string };

/**
 * The page of `all` that the query asks for.
 *
 * @param list names the list, so that a token of one list does not open another.
 */
export function pageOf<T>(settings: InstanceSettings, call: Call, list: string, all: readonly T[]): Page<T> {
  const size = readSize(call.query.get("max_result"), settings.pageSize);
  if (size === undefined) return { status: "refused", message: "max_result must be between 1 and 100" };
  const start = readOffset(call.query.get("next_token"), list, all.length);
  if (start === undefined) return { status: "refused", message: "Invalid next_token provided" };
  const end = start + size;
  const nextToken = end < all.length ? { nextToken: tokenFor(list, end) } : lastPage[settings.lastPageToken];
  return { status: "page", items: all.slice(start, end), nextToken };
}

const lastPage = { null: { nextToken: null }, empty: { nextToken: "" }, absent: {} } as const;

function readSize(text: string | null, otherwise: number): number | undefined {
  if (text === null) return otherwise;
  const size = /^\d{1,3}$/.test(text) ? Number(text) : 0;
  return size >= 1 && size <= 100 ? size : undefined;
}

function readOffset(token: string | null, list: string, length: number): number | undefined {
  if (token === null) return 0;
  const [prefix, offset] = Buffer.from(token, "base64url").toString("utf8").split("\n");
  const start = /^\d{1,9}$/.test(offset ?? "") ? Number(offset) : 0;
  return prefix === list && start > 0 && tokenFor(list, start) === token
    ? Math.min(start, length)
    : undefined;
}

function tokenFor(list: string, offset: number): string {
  return Buffer.from(`${list}\n${offset}`).toString("base64url");
}
