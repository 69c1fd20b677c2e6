/** Where a sign-in leads on to: one of the mock's own pages, never an address that a link brought along. */

import type { Directory } from "../state/directory.ts";

/** The pages that somebody can be on the way to. */
const destinations: ReadonlySet<string> = new Set(["/start", "/device/allow", "/authorize/allow"]);

/** The path and query of one of the mock's pages, or undefined for everything else. */
export function parseDestination(text: string): string | undefined {
  const here = "http://mock.invalid";
  if (!text.startsWith("/") || !URL.canParse(text, here)) return undefined;
  const { origin, pathname, search } = new URL(text, here);
  return origin === here && destinations.has(pathname) ? `${pathname}${search}` : undefined;
}

/** The sign-in page of an instance, which leads on to a destination. */
export function signInPath(directory: Directory, destination: string): string {
  return `/signin?${new URLSearchParams({ instance: directory.identityStoreId, continue: destination }).toString()}`;
}
