/** Walks the pages of `/authorize` over HTTP as a browser would, up to the redirect to the client. */

import { Browser } from "./browser.ts";

export interface AuthorizeInBrowserOptions {
  /** The address that the client opens, with its query. */
  readonly authorizeUrl: string;
  readonly userName: string;
  readonly password: string;
  /** "allow" by default. */
  readonly decision?: "allow" | "deny" | undefined;
  /** Where the mock is, when the address is AWS's and leads elsewhere. */
  readonly mockUrl?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Signs in, and allows or denies; a request that the mock refuses ends at its redirect, too.
 *
 * @returns the address on the client's loopback port, with `code` or `error`, and `state`. Nobody has visited it yet.
 * @throws {MockIdentityCenterError} BROWSER_REFUSED with the reason the page gave; an abort rejects with the signal's reason.
 */
export async function authorizeInBrowser(options: AuthorizeInBrowserOptions): Promise<string> {
  const { authorizeUrl, decision = "allow" } = options;
  const asked = new URL(authorizeUrl);
  const first =
    options.mockUrl === undefined ? asked : new URL(`${asked.pathname}${asked.search}`, options.mockUrl);
  const browser = new Browser(first, options.signal);
  let page = await browser.open(first);
  page = await browser.signIn(page, options);
  if (page.url.origin === first.origin) page = await browser.submit(page, "/authorize/allow", { decision });
  if (page.url.origin === first.origin) throw page.refusal();
  return page.url.href;
}
