/** Which operation a request asks for, and what answers it. */

import { callModel } from "../bedrock/call-model.ts";
import { bedrockRoute } from "../bedrock/route.ts";
import { createToken, createTokenWithIam } from "../oidc/create-token.ts";
import { oidcError } from "../oidc/oidc-answer.ts";
import { registerClient } from "../oidc/register-client.ts";
import { startDeviceAuthorization } from "../oidc/start-device-authorization.ts";
import { Pages } from "../pages/pages.ts";
import type { PageParts } from "../pages/pages.ts";
import { getRoleCredentials } from "../portal/get-role-credentials.ts";
import { listAccountRoles, listAccounts } from "../portal/list-assignments.ts";
import { logout } from "../portal/logout.ts";
import { portalError } from "../portal/portal-answer.ts";
import { handleSts } from "../sts/get-caller-identity.ts";
import type { Context } from "./context.ts";
import type { Operation } from "./operation.ts";
import { jsonResponse } from "./wire.ts";
import type { Call, WireResponse } from "./wire.ts";

export interface Target {
  readonly operation: Operation;
  readonly answer: (call: Call) => WireResponse;
}

interface Route {
  readonly operation: Operation;
  readonly method: string;
  readonly service: "oidc" | "portal";
  readonly handle: (context: Context, call: Call) => WireResponse;
}

const oidc = (operation: Operation, handle: Route["handle"]): Route => ({
  operation,
  method: "POST",
  service: "oidc",
  handle,
});
const portal = (method: string, operation: Operation, handle: Route["handle"]): Route => ({
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
const createTokenWithIamRoute = oidc("CreateTokenWithIAM", createTokenWithIam);

export class Router {
  readonly #context: Context;
  readonly #pages: Pages;

  constructor(parts: PageParts) {
    this.#context = parts.context;
    this.#pages = new Pages(parts);
  }

  /** Finds the operation without carrying it out. */
  find(call: Call): Target {
    const route = serviceRoute(call);
    if (route !== undefined)
      return { operation: route.operation, answer: (opened) => this.#service(route, opened) };
    const bedrock = bedrockRoute(call.path);
    if (bedrock !== undefined && call.request.method === "POST")
      return { operation: bedrock.operation, answer: (opened) => callModel(this.#context, opened, bedrock) };
    if (call.path === "/" && (call.request.method === "POST" || call.query.has("Action")))
      return { operation: "GetCallerIdentity", answer: (opened) => handleSts(this.#context, opened) };
    const page = this.#pages.find(call);
    return page ? { operation: "Page", answer: page } : { operation: "Unknown", answer: unknownOperation };
  }

  #service({ method, service, handle }: Route, call: Call): WireResponse {
    if (call.request.method === method) return handle(this.#context, call);
    const message = `The method is not allowed, expected ${method}`;
    return service === "portal"
      ? portalError(this.#context, call, "MethodNotAllowedException", message)
      : { ...oidcError(this.#context, call, "invalid_request", message), status: 405 };
  }
}

function serviceRoute(call: Call): Route | undefined {
  const isIam = call.path === "/token" && call.request.method === "POST" && call.query.get("aws_iam") === "t";
  return isIam ? createTokenWithIamRoute : routes.get(call.path);
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
