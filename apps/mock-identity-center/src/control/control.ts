/** The control API over HTTP: the in-process API of a mock, for programs that are not in its process. */

import type { WireRequest, WireResponse } from "../core/wire.ts";
import type { MockIdentityCenter } from "../mock-identity-center.ts";
import type { Written } from "../snapshot/state-keeper.ts";
import { checkAccess } from "./access.ts";
import type { ControlAccess } from "./access.ts";
import { controlPrefix } from "./prefix.ts";
import { readBody, readQuery } from "./input.ts";
import { refusalOf, statusOfCode } from "./refusal.ts";
import type { Refusal } from "./refusal.ts";
import type { RouteMatch } from "./routes.ts";

export class Control {
  readonly #mock: MockIdentityCenter;
  readonly #access: ControlAccess;
  readonly #commit: () => Written;

  /** @param commit writes down what a request changed, before its answer leaves. */
  constructor(
    mock: MockIdentityCenter,
    access: ControlAccess,
    commit: () => Written = () => ({ status: "written" }),
  ) {
    this.#mock = mock;
    this.#access = access;
    this.#commit = commit;
  }

  /** Whether a request is for the control API; all others are for AWS's services and the pages. */
  owns({ target }: WireRequest): boolean {
    return target === controlPrefix || target.startsWith(`${controlPrefix}/`);
  }

  /** Answers one request, now or when what it waits for has happened; never rejects. */
  async handle(request: WireRequest): Promise<WireResponse> {
    const refusal = checkAccess(request, this.#access);
    if (refusal !== undefined) return refusalResponse(refusal);
    const [path = "", query = ""] = request.target.split(/\?(.*)/s);
    // Here, because the schemas of all its operations take a while to make: a mock starts without them.
    const { findRoute } = await import("./routes.ts");
    const match = findRoute(request.method, path.slice(controlPrefix.length));
    if (match.status !== "found") return refusalResponse(noRoute(match));
    return this.#run(match, request, new URLSearchParams(query));
  }

  async #run(
    { route, path }: RouteMatch & { status: "found" },
    request: WireRequest,
    given: URLSearchParams,
  ): Promise<WireResponse> {
    const query = readQuery(given, route.query);
    if (query.status === "refused") return refusalResponse(query.refusal);
    const body = readBody(request, route.body);
    if (body.status === "refused") return refusalResponse(body.refusal);
    const whenGone = request.whenGone ?? ((): void => undefined);
    try {
      const running = route.run(this.#mock, { path, query: query.value, body: body.value, whenGone });
      // What changes the mock does so at once; what waits changes nothing.
      const outcome = this.#commit();
      const answer = await running;
      if (outcome.status === "failed")
        return refusalResponse({ code: "STATE_UNWRITABLE", message: outcome.reason });
      return route.answer === undefined ? emptyResponse : jsonResponse(route.status, answer);
    } catch (error) {
      return refusalResponse(refusalOf(error));
    }
  }
}

/** Nothing of it is for a cache, and nothing for a browser to guess at. */
const headers = { "cache-control": "no-store", "x-content-type-options": "nosniff" };
const emptyResponse: WireResponse = { status: 204, headers, body: "" };

function jsonResponse(status: number, answer: unknown, more: Refusal["headers"] = {}): WireResponse {
  const body = JSON.stringify(answer);
  return { status, headers: { ...headers, "content-type": "application/json", ...more }, body };
}

function refusalResponse({ code, message, headers: more }: Refusal): WireResponse {
  return jsonResponse(statusOfCode(code), { error: { code, message } }, more);
}

function noRoute(match: Exclude<RouteMatch, { status: "found" }>): Refusal {
  if (match.status === "unknown")
    return {
      code: "UNKNOWN_ROUTE",
      message: `Nothing is here; ${controlPrefix}/openapi.json lists what there is`,
    };
  const allow = match.allowed.join(", ");
  const message = `The method is not allowed, expected ${allow}`;
  return { code: "METHOD_NOT_ALLOWED", message, headers: { allow } };
}
