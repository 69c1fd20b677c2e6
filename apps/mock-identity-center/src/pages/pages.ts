/** The pages a person sees: which handler answers for which path, and the CSRF token that every form must bring. */

import type { MockClock } from "../core/clock.ts";
import type { Context } from "../core/context.ts";
import type { RequestLogEntry } from "../core/request-log.ts";
import type { Call, WireResponse } from "../core/wire.ts";
import type { Administration } from "../world/administration.ts";
import { findAdminPage } from "./admin/admin.ts";
import { authorizeRoutes } from "./authorize.ts";
import { deviceRoutes } from "./device/device.ts";
import { errorSummary } from "./forms.ts";
import { html } from "./html.ts";
import { pageResponse, redirect } from "./layout.ts";
import type { Page } from "./layout.ts";
import { portalRoutes } from "./portal/portal.ts";
import { isSameText } from "./same-text.ts";
import { Federation } from "./sign-in/federation.ts";
import { findProviderPage } from "./sign-in/provider.ts";
import { signInRoutes } from "./sign-in/sign-in.ts";
import { Visitors } from "./visitors.ts";
import type { Visitor } from "./visitors.ts";

/** What the pages show and change. */
export interface PageParts {
  readonly context: Context;
  readonly administration: Administration;
  readonly clock: MockClock;
  readonly requests: () => readonly RequestLogEntry[];
}

/** What every handler works with. */
export interface Desk extends PageParts {
  readonly visitors: Visitors;
  readonly federation: Federation;
}

/** @param form what was sent; empty unless the method is POST. */
export type Handler = (call: Call, visitor: Visitor, form: URLSearchParams) => WireResponse;

/** By method and path, as in `GET /device`. */
export type Routes = Readonly<Record<string, Handler>>;

export class Pages {
  readonly #desk: Desk;
  readonly #routes: ReadonlyMap<string, Handler>;

  constructor(parts: PageParts) {
    const { context } = parts;
    this.#desk = { ...parts, visitors: new Visitors(context), federation: new Federation(context) };
    this.#routes = new Map(
      Object.entries({
        "GET /": (call: Call, visitor: Visitor) => redirect(call, visitor, "/start"),
        ...deviceRoutes(this.#desk),
        ...signInRoutes(this.#desk),
        ...portalRoutes(this.#desk),
        ...authorizeRoutes(this.#desk),
      }),
    );
  }

  /** Answers for the page at the call's path; undefined when there is none. */
  find(call: Call): ((call: Call) => WireResponse) | undefined {
    const method = call.request.method === "HEAD" ? "GET" : call.request.method;
    const path = call.path.length > 1 ? call.path.replace(/\/$/, "") : call.path;
    const handler =
      this.#routes.get(`${method} ${path}`) ??
      findProviderPage(this.#desk, method, path) ??
      findAdminPage(this.#desk, method, path);
    return handler && ((opened) => this.#handle(opened, handler));
  }

  /** A form without its visitor's CSRF token is refused with 403. */
  #handle(call: Call, handler: Handler): WireResponse {
    const visitor = this.#desk.visitors.identify(call);
    const isPost = call.request.method === "POST";
    const form = new URLSearchParams(isPost ? Buffer.from(call.request.body).toString("utf8") : "");
    if (isPost && !isSameText(form.get("csrf") ?? "", visitor.csrfToken)) {
      call.note.error = "CsrfTokenMissing";
      return pageResponse(call, visitor, forbiddenPage());
    }
    return handler(call, visitor, form);
  }
}

function forbiddenPage(): Page {
  return {
    status: 403,
    title: "This form is not valid any more",
    content: html`<h1>This form is not valid any more</h1>
      ${errorSummary([{ message: "Go back, reload the page and try again." }])}`,
  };
}
