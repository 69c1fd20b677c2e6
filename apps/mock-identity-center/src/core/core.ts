/** The mock without its sockets: `(request) → response`, time and chance coming from the context. */

import { bedrockRoute, converse } from "../bedrock/converse.ts";
import { createToken, createTokenWithIam } from "../oidc/create-token.ts";
import { oidcError } from "../oidc/oidc-answer.ts";
import { registerClient } from "../oidc/register-client.ts";
import { startDeviceAuthorization } from "../oidc/start-device-authorization.ts";
import { Pages } from "../pages/pages.ts";
import { getRoleCredentials } from "../portal/get-role-credentials.ts";
import { listAccountRoles, listAccounts } from "../portal/list-assignments.ts";
import { logout } from "../portal/logout.ts";
import { portalError } from "../portal/portal-answer.ts";
import { handleSts } from "../sts/get-caller-identity.ts";
import type { Context } from "./context.ts";
import { randomUuid } from "./random.ts";
import type { RequestLogEntry } from "./request-log.ts";
import type { Ring } from "./ring.ts";
import { jsonResponse } from "./wire.ts";
import type { Call, WireRequest, WireResponse } from "./wire.ts";

/** Larger bodies are refused; the sockets stop reading there. */
export const bodyLimit = 1_048_576;

interface Route {
  readonly operation: string;
  readonly method: string;
  readonly service: "oidc" | "portal";
  readonly handle: (context: Context, call: Call) => WireResponse;
}

const oidc = (operation: string, handle: Route["handle"]): Route => ({
  operation,
  method: "POST",
  service: "oidc",
  handle,
});
const portal = (method: string, operation: string, handle: Route["handle"]): Route => ({
  operation,
  method,
  service: "portal",
  handle,
});

const routes: ReadonlyMap<string, Route> = new Map([
  ["/client/register", oidc("RegisterClient", registerClient)],
  ["/device_authorization", oidc("StartDeviceAuthorization", startDeviceAuthorization)],
  ["/token", oidc("CreateToken", createToken)],
  ["/assignment/accounts", portal("GET", "ListAccounts", listAccounts)],
  ["/assignment/roles", portal("GET", "ListAccountRoles", listAccountRoles)],
  ["/federation/credentials", portal("GET", "GetRoleCredentials", getRoleCredentials)],
  ["/logout", portal("POST", "Logout", logout)],
]);

export class Core {
  readonly #context: Context;
  readonly #pages: Pages;
  readonly #log: Ring<RequestLogEntry>;

  constructor(context: Context, log: Ring<RequestLogEntry>) {
    this.#context = context;
    this.#pages = new Pages(context);
    this.#log = log;
  }

  /** Answers one request. A body over {@link bodyLimit} counts as too large, however it got here. */
  handle(request: WireRequest): WireResponse {
    const call = this.#open(request);
    const response = request.body.length > bodyLimit ? this.#tooLarge(call) : this.#dispatch(call);
    this.#log.push({
      time: new Date(this.#context.now()),
      operation: call.note.operation,
      method: request.method,
      status: response.status,
      error: call.note.error,
      client: call.note.client,
      userName: call.note.userName,
      requestId: call.requestId,
    });
    return response;
  }

  #open(request: WireRequest): Call {
    const mark = request.target.indexOf("?");
    return {
      request,
      path: mark === -1 ? request.target : request.target.slice(0, mark),
      query: new URLSearchParams(mark === -1 ? "" : request.target.slice(mark + 1)),
      requestId: randomUuid(this.#context.random),
      note: { operation: "Unknown" },
    };
  }

  #dispatch(call: Call): WireResponse {
    const route = routes.get(call.path);
    if (route !== undefined) return this.#service(route, call);
    const bedrock = bedrockRoute(call.path);
    if (bedrock !== undefined && call.request.method === "POST") {
      call.note.operation = bedrock.operation;
      return converse(this.#context, call, bedrock);
    }
    if (call.path === "/" && (call.request.method === "POST" || call.query.has("Action"))) {
      call.note.operation = "GetCallerIdentity";
      return handleSts(this.#context, call);
    }
    return this.#pages.handle(call) ?? unknownOperation(call);
  }

  #service(route: Route, call: Call): WireResponse {
    const { method, operation, service, handle } = route;
    call.note.operation = operation;
    if (call.request.method !== method) {
      const message = `The method is not allowed, expected ${method}`;
      return service === "portal"
        ? portalError(this.#context, call, "MethodNotAllowedException", message)
        : { ...oidcError(this.#context, call, "invalid_request", message), status: 405 };
    }
    if (operation === "CreateToken" && call.query.get("aws_iam") === "t") {
      call.note.operation = "CreateTokenWithIAM";
      return createTokenWithIam(this.#context, call);
    }
    return handle(this.#context, call);
  }

  #tooLarge(call: Call): WireResponse {
    call.note.operation = routes.get(call.path)?.operation ?? bedrockRoute(call.path)?.operation ?? "Unknown";
    call.note.error = "RequestEntityTooLargeException";
    const message = `The request body is larger than ${bodyLimit} bytes`;
    return jsonResponse(call, 413, { message }, { "x-amzn-errortype": "RequestEntityTooLargeException" });
  }
}

function unknownOperation(call: Call): WireResponse {
  call.note.error = "UnknownOperationException";
  return jsonResponse(
    call,
    404,
    { message: "There is no operation at this path" },
    { "x-amzn-errortype": "UnknownOperationException" },
  );
}
