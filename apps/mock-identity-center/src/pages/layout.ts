/** The frame around every page, and the headers it is sent with. */

import type { Call, WireResponse } from "../core/wire.ts";
import { contentSecurityPolicy } from "./content-security-policy.ts";
import type { PolicyExceptions } from "./content-security-policy.ts";
import { fragmentScript } from "./fragment-script.ts";
import { Html, html } from "./html.ts";
import { styleSheet } from "./style.ts";
import type { Visitor } from "./visitors.ts";

export interface Page extends PolicyExceptions {
  readonly status: number;
  readonly title: string;
  readonly content: Html;
  /** A narrow card (default), the whole width, a page of the administrator, or of an external identity provider. */
  readonly layout?: "card" | "wide" | "admin" | "provider" | undefined;
  /** Beside the content, on pages of the administrator. */
  readonly navigation?: Html | undefined;
  /** Who the page says it is of; the mock by default. */
  readonly brand?: string | undefined;
}

/** Style sheet and script as markup: they are ours, and escaping would change their hashes. */
const style = new Html([`<style>${styleSheet}</style>`], []);
const script = new Html([`<script>${fragmentScript}</script>`], []);

const mark = html`<svg
  viewBox="0 0 24 24"
  fill="none"
  stroke="currentColor"
  stroke-width="2"
  aria-hidden="true"
>
  <rect x="2" y="2" width="20" height="20" rx="5" />
  <circle cx="9" cy="12" r="3" />
  <path d="M12 12h7m-3 0v3" stroke-linecap="round" />
</svg>`;

export function pageResponse(call: Call, visitor: Visitor, page: Page): WireResponse {
  const { layout = "card", navigation, brand = "Mock Identity Center" } = page;
  const main = html`<main id="content" tabindex="-1">${page.content}</main>`;
  const document = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${page.status >= 400 ? "Problem: " : ""}${page.title} – ${brand}</title>
        <link rel="icon" href="data:," />
        ${style} ${page.followsFragment === true ? script : undefined}
      </head>
      <body class="${layout}">
        <a class="skip" href="#content">Skip to content</a>
        <header class="top">
          ${brandMark(layout, brand)}
          <span class="badge">Test double, not AWS</span>
          ${layout === "card" || layout === "wide" ? signedIn(visitor) : undefined}
        </header>
        ${navigation === undefined ? main : html`<div class="sides">${navigation} ${main}</div>`}
        ${footer(layout)}
      </body>
    </html> `;
  return {
    status: page.status,
    headers: {
      ...securityHeaders(call),
      ...visitor.setCookie,
      "content-type": "text/html; charset=utf-8",
      "content-security-policy": contentSecurityPolicy(page),
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

function brandMark(layout: string, brand: string): Html {
  if (layout === "provider") return html`<bdi class="brand">${brand}</bdi>`;
  return html`<a class="brand" href="${layout === "admin" ? "/admin" : "/start"}">${mark} ${brand}</a>`;
}

function signedIn(visitor: Visitor): Html | undefined {
  if (visitor.signedIn === undefined) return undefined;
  return html`<form class="who" method="post" action="/signout">
    ${csrfField(visitor)}
    <span>Signed in as <bdi data-testid="signed-in-user">${visitor.signedIn.user.userName}</bdi></span>
    <button class="link" data-testid="sign-out">Sign out</button>
  </form>`;
}

function footer(layout: string): Html {
  const text = {
    provider: html`A stand-in for an external identity provider. Use test data only.`,
    admin: html`This mock has no accounts of its own for administrators: whoever reaches it from its own
    machine can change everything here.`,
  }[layout];
  return html`<footer class="bottom">
    <p>
      ${text ?? html`A stand-in for tests; nothing here reaches AWS. Use test data only. <a href="/admin">Administration</a>`}
    </p>
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
