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
 * @param list names the list: a token opens the list and the page size it was given for, no other.
 */
export function pageOf<T>(settings: InstanceSettings, call: Call, list: string, all: readonly T[]): Page<T> {
  const size = readSize(call.query.get("max_result"), settings.pageSize);
  if (size === undefined) return { status: "refused", message: "max_result must be between 1 and 100" };
  const step = readStep(call.query.get("next_token"), list, size);
  if (step === undefined) return { status: "refused", message: "Invalid next_token provided" };
  const isInterleaved = settings.emptyPages === "interleaved";
  const isEmpty = isInterleaved && step % 2 === 0;
  const start = (isInterleaved ? Math.floor(step / 2) : step) * size;
  const isLast = !isEmpty && start + size >= all.length;
  return {
    status: "page",
    items: isEmpty ? [] : all.slice(start, start + size),
    nextToken: isLast ? lastPage[settings.lastPageToken] : { nextToken: tokenFor(list, size, step + 1) },
  };
}

const lastPage = { null: { nextToken: null }, empty: { nextToken: "" }, absent: {} } as const;

function readSize(text: string | null, otherwise: number): number | undefined {
  if (text === null) return otherwise;
  const size = /^\d{1,3}$/.test(text) ? Number(text) : 0;
  return size >= 1 && size <= 100 ? size : undefined;
}

/** How many pages come before the one asked for. */
function readStep(token: string | null, list: string, size: number): number | undefined {
  if (token === null) return 0;
  const text = /\n(\d{1,9})$/.exec(Buffer.from(token, "base64url").toString("utf8"))?.[1];
  const step = Number(text);
  return step > 0 && tokenFor(list, size, step) === token ? step : undefined;
}

function tokenFor(list: string, size: number, step: number): string {
  return Buffer.from(`${list}\n${size}\n${step}`).toString("base64url");
}
