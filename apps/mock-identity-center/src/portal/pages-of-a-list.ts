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
 * @param list names the list: a token opens the list it was given for and no other, with any page size.
 */
export function pageOf<T>(settings: InstanceSettings, call: Call, list: string, all: readonly T[]): Page<T> {
  const size = readSize(call.query.get("max_result"), settings.pageSize);
  if (size === undefined) return { status: "refused", message: "max_result must be between 1 and 100" };
  const isInterleaved = settings.emptyPages === "interleaved";
  const place = readPlace(call.query.get("next_token"), list, isInterleaved);
  if (place === undefined) return { status: "refused", message: "Invalid next_token provided" };
  if (place.isEmpty) return page([], { nextToken: tokenFor(list, { ...place, isEmpty: false }) });
  const end = place.offset + size;
  const items = all.slice(place.offset, end);
  return end < all.length
    ? page(items, { nextToken: tokenFor(list, { offset: end, isEmpty: isInterleaved }) })
    : page(items, lastPage[settings.lastPageToken]);
}

/** Where a page begins; an empty one stands before it when they are interleaved. */
interface Place {
  readonly offset: number;
  readonly isEmpty: boolean;
}

function page<T>(items: readonly T[], nextToken: { readonly nextToken?: string | null }): Page<T> {
  return { status: "page", items, nextToken };
}

const lastPage = { null: { nextToken: null }, empty: { nextToken: "" }, absent: {} } as const;

function readSize(text: string | null, otherwise: number): number | undefined {
  if (text === null) return otherwise;
  const size = /^\d{1,3}$/.test(text) ? Number(text) : 0;
  return size >= 1 && size <= 100 ? size : undefined;
}

function readPlace(token: string | null, list: string, isInterleaved: boolean): Place | undefined {
  if (token === null) return { offset: 0, isEmpty: isInterleaved };
  const [, offset, kind] =
    /\n(\d{1,9})\n(empty|items)$/.exec(Buffer.from(token, "base64url").toString("utf8")) ?? [];
  const place = { offset: Number(offset), isEmpty: kind === "empty" };
  return tokenFor(list, place) === token ? place : undefined;
}

function tokenFor(list: string, { offset, isEmpty }: Place): string {
  return Buffer.from(`${list}\n${offset}\n${isEmpty ? "empty" : "items"}`).toString("base64url");
}
