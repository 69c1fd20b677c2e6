/** Walks the sign-in pages over HTTP as a browser would: cookies, redirects and forms, nothing else. */

import { Browser } from "./browser.ts";

export interface ApproveInBrowserOptions {
  /** `verificationUriComplete`, or `verificationUri` together with `userCode`. */
  readonly verificationUri: string;
  readonly userCode?: string | undefined;
  readonly userName: string;
  readonly password: string;
  /** "allow" by default. */
  readonly decision?: "allow" | "deny" | undefined;
  /** Where the pages are, when the verification URI is AWS-shaped and leads elsewhere. */
  readonly mockUrl?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Confirms the code, signs in (at the external identity provider, where the instance has one), and allows or denies.
 *
 * @throws {MockIdentityCenterError} BROWSER_REFUSED with the reason the page gave; an abort rejects with the signal's reason.
 */
export async function approveInBrowser(options: ApproveInBrowserOptions): Promise<void> {
  const { verificationUri, decision = "allow" } = options;
  const userCode = options.userCode ?? /[?&]user_code=([\w-]+)/.exec(verificationUri)?.[1] ?? "";
  const first = new URL(options.mockUrl === undefined ? verificationUri : `${options.mockUrl}/device`);
  const browser = new Browser(first, options.signal);
  let page = await browser.open(first);
  page = await browser.submit(page, "/device", { user_code: userCode });
  page = await browser.signIn(page, options);
  page = await browser.submit(page, "/device/allow", { decision });
  page.expect(decision === "allow" ? "/device/allowed" : "/device/denied");
}
