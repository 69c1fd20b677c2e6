/** The frame around every page, and the headers it is sent with. */

import type { Call, WireResponse } from "../core/wire.ts";
import { Html, html } from "./html.ts";
import { contentSecurityPolicy, styleSheet } from "./style.ts";
import type { Visitor } from "./visitors.ts";

export interface Page {
  readonly status: number;
  readonly title: string;
  readonly content: Html;
}

/** The style sheet as markup: it is ours, and escaping would change its hash. */
const style = new Html([`<style>${styleSheet}</style>`], []);

export function pageResponse(call: Call, visitor: Visitor, page: Page): WireResponse {
  const document = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${page.title} – Mock Identity Center</title>
        <link rel="icon" href="data:," />
        ${style}
      </head>
      <body>
        <header><strong>Mock Identity Center</strong> – a test double, not AWS</header>
        <main>
          <h1>${page.title}</h1>
          ${page.content}
        </main>
        ${visitor.signedIn && signedInFooter(visitor, visitor.signedIn.user.userName)}
      </body>
    </html> `;
  return {
    status: page.status,
    headers: {
      ...securityHeaders(call),
      ...visitor.setCookie,
      "content-type": "text/html; charset=utf-8",
      "content-security-policy": contentSecurityPolicy,
    },
    body: document.toString(),
  };
}

/** 303: the browser follows with GET, so that reloading does not post again. */
export function redirect(call: Call, visitor: Visitor, location: string): WireResponse {
  return { status: 303, headers: { ...securityHeaders(call), ...visitor.setCookie, location }, body: "" };
}

/** The hidden member that every form carries. */
export function csrfField(visitor: Visitor): Html {
  return html`<input type="hidden" name="csrf" value="${visitor.csrfToken}" />`;
}

function signedInFooter(visitor: Visitor, userName: string): Html {
  return html`<footer>
    <form method="post" action="/signout">
      ${csrfField(visitor)} Signed in as <bdi data-testid="signed-in-user">${userName}</bdi>.
      <button class="link" data-testid="sign-out">Sign out</button>
    </form>
  </footer>`;
}

function securityHeaders(call: Call): Record<string, string> {
  return {
    "cache-control": "no-store",
    "referrer-policy": "same-origin",
    "x-content-type-options": "nosniff",
    "x-amzn-requestid": call.requestId,
  };
}
