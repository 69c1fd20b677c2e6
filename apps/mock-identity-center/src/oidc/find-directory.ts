/** Which instance a client means. */

import type { Context } from "../core/context.ts";
import type { Directory } from "../state/directory.ts";

/**
 * The instance with this start URL or issuer URL.
 *
 * People paste `/start/`, `/start#` and `/start#/`; the services take them all for the same portal.
 */
export function findDirectory(context: Context, url: string): Directory | undefined {
  const wanted = withoutTail(url);
  return context.directories.find(
    (directory) => withoutTail(directory.startUrl) === wanted || directory.issuerUrl === wanted,
  );
}

function withoutTail(url: string): string {
  const fragment = url.indexOf("#");
  return (fragment === -1 ? url : url.slice(0, fragment)).replace(/\/$/, "");
}
