/** The pages a person sees: confirm a code, sign in, allow or deny, and the list of accounts. */

import { timingSafeEqual } from "node:crypto";
import type { Context } from "../core/context.ts";
import type { Call, WireResponse } from "../core/wire.ts";
import type { Directory } from "../state/directory.ts";
import { formatUserCode } from "../state/shapes.ts";
import {
  consentPath,
  decideAuthorization,
  openRequest,
  showAuthorizationConsent,
  startAuthorization,
} from "./authorize.ts";
import { pageResponse, redirect } from "./layout.ts";
import { checkUserCode } from "./user-codes.ts";
import * as views from "./views.ts";
import { Visitors } from "./visitors.ts";
import type { Visitor } from "./visitors.ts";

type Handler = (call: Call, visitor: Visitor, form: URLSearchParams) => WireResponse;

export class Pages {
  readonly #context: Context;
  readonly #visitors: Visitors;
  readonly #routes: ReadonlyMap<string, Handler>;

  constructor(context: Context) {
    this.#context = context;
    this.#visitors = new Visitors(context);
    this.#routes = new Map<string, Handler>([
      ["GET /", (call, visitor) => redirect(call, visitor, "/start")],
      ["GET /device", (call, visitor) => this.#showCode(call, visitor)],
      ["POST /device", (call, visitor, form) => this.#confirmCode(call, visitor, form)],
      ["GET /signin", (call, visitor) => this.#showSignIn(call, visitor)],
      ["POST /signin", (call, visitor, form) => this.#signIn(call, visitor, form)],
      ["POST /signout", (call, visitor) => redirect(call, this.#visitors.signOut(visitor), "/signin")],
      ["GET /device/allow", (call, visitor) => this.#showConsent(call, visitor)],
      ["POST /device/allow", (call, visitor, form) => this.#decide(call, visitor, form)],
      ["GET /device/allowed", (call, visitor) => pageResponse(call, visitor, views.outcomePage("allowed"))],
      ["GET /device/denied", (call, visitor) => pageResponse(call, visitor, views.outcomePage("denied"))],
      ["GET /start", (call, visitor) => this.#showAccounts(call, visitor)],
      ["GET /authorize", (call, visitor) => startAuthorization(context, call, visitor)],
      ["GET /authorize/allow", (call, visitor) => showAuthorizationConsent(context, call, visitor)],
      ["POST /authorize/allow", (call, visitor, form) => decideAuthorization(context, call, visitor, form)],
    ]);
  }

  /** Answers for the page at the call's path; undefined when there is none. */
  find(call: Call): ((call: Call) => WireResponse) | undefined {
    const method = call.request.method === "HEAD" ? "GET" : call.request.method;
    const path = call.path.length > 1 ? call.path.replace(/\/$/, "") : call.path;
    const handler = this.#routes.get(`${method} ${path}`);
    return handler && ((opened) => this.#handle(opened, handler));
  }

  /** A form without its visitor's CSRF token is refused with 403. */
  #handle(call: Call, handler: Handler): WireResponse {
    const visitor = this.#visitors.identify(call);
    const form = new URLSearchParams(
      call.request.method === "POST" ? Buffer.from(call.request.body).toString("utf8") : "",
    );
    if (call.request.method === "POST" && !sameText(form.get("csrf") ?? "", visitor.csrfToken)) {
      call.note.error = "CsrfTokenMissing";
      return pageResponse(call, visitor, views.forbiddenPage());
    }
    return handler(call, visitor, form);
  }

  #showCode(call: Call, visitor: Visitor): WireResponse {
    const userCode = call.query.get("user_code") ?? "";
    return pageResponse(call, visitor, views.codePage(visitor, userCode, undefined));
  }

  #confirmCode(call: Call, visitor: Visitor, form: URLSearchParams): WireResponse {
    const typed = form.get("user_code") ?? "";
    const check = checkUserCode(this.#context, typed);
    if (check.status === "refused") return this.#refuseCode(call, visitor, typed, check.reason);
    return redirect(call, visitor, `/device/allow?user_code=${formatUserCode(check.device.userCode)}`);
  }

  #refuseCode(call: Call, visitor: Visitor, typed: string, reason: string): WireResponse {
    call.note.error = "UserCodeRefused";
    return pageResponse(call, visitor, views.codePage(visitor, typed, reason));
  }

  #showSignIn(call: Call, visitor: Visitor): WireResponse {
    const form = {
      userCode: call.query.get("user_code") ?? "",
      request: call.query.get("request") ?? "",
      instance: call.query.get("instance") ?? "",
      userName: "",
    };
    return pageResponse(call, visitor, views.signInPage(visitor, form, undefined));
  }

  #signIn(call: Call, visitor: Visitor, form: URLSearchParams): WireResponse {
    const userCode = form.get("user_code") ?? "";
    const request = form.get("request") ?? "";
    const instance = form.get("instance") ?? "";
    const userName = (form.get("user_name") ?? "").trim();
    const refuse = (problem: string): WireResponse => {
      call.note.error = "SignInRefused";
      return pageResponse(
        call,
        visitor,
        views.signInPage(visitor, { userCode, request, instance, userName }, problem),
      );
    };
    const device = userCode === "" ? undefined : this.#context.store.deviceByUserCode(userCode);
    const authorization = openRequest(this.#context, request);
    const directory = device?.directory ?? authorization?.directory ?? this.#directory(instance);
    const user = directory.user(userName);
    if (user === undefined || !sameText(form.get("password") ?? "", user.password))
      return refuse("The user name or the password is wrong.");
    if (!user.enabled) return refuse("This user is disabled. Ask your administrator.");
    call.note.userName = user.userName;
    const signedIn = this.#visitors.signIn(visitor, user, directory);
    if (authorization !== undefined) return redirect(call, signedIn, consentPath(request));
    const query = new URLSearchParams(
      userCode === "" ? { instance: directory.identityStoreId } : { user_code: userCode },
    );
    return redirect(call, signedIn, `${userCode === "" ? "/start" : "/device/allow"}?${query.toString()}`);
  }

  #showConsent(call: Call, visitor: Visitor): WireResponse {
    const typed = call.query.get("user_code") ?? "";
    const check = checkUserCode(this.#context, typed);
    if (check.status === "refused") return this.#refuseCode(call, visitor, typed, check.reason);
    const { device } = check;
    if (visitor.signedIn?.directory !== device.directory)
      return redirect(call, visitor, `/signin?user_code=${formatUserCode(device.userCode)}`);
    return pageResponse(call, visitor, views.consentPage(visitor, device, visitor.signedIn.user));
  }

  #decide(call: Call, visitor: Visitor, form: URLSearchParams): WireResponse {
    const typed = form.get("user_code") ?? "";
    const check = checkUserCode(this.#context, typed);
    if (check.status === "refused") return this.#refuseCode(call, visitor, typed, check.reason);
    const { device } = check;
    if (visitor.signedIn?.directory !== device.directory)
      return redirect(call, visitor, `/signin?user_code=${formatUserCode(device.userCode)}`);
    const { user } = visitor.signedIn;
    call.note.userName = user.userName;
    if (form.get("decision") !== "allow") {
      this.#context.store.deny(device);
      return redirect(call, visitor, "/device/denied");
    }
    this.#context.store.approve(device, user, this.#context.now());
    return redirect(call, visitor, "/device/allowed");
  }

  #showAccounts(call: Call, visitor: Visitor): WireResponse {
    const instance = call.query.get("instance") ?? "";
    const { signedIn } = visitor;
    if (signedIn === undefined || (instance !== "" && signedIn.directory !== this.#directory(instance)))
      return redirect(call, visitor, `/signin?${new URLSearchParams({ instance }).toString()}`);
    call.note.userName = signedIn.user.userName;
    return pageResponse(call, visitor, views.accountsPage(signedIn.directory.rolesOf(signedIn.user)));
  }

  #directory(identityStoreId: string): Directory {
    const { directories } = this.#context;
    return directories.find((directory) => directory.identityStoreId === identityStoreId) ?? directories[0];
  }
}

function sameText(a: string, b: string): boolean {
  const left = Buffer.from(a);
  const right = Buffer.from(b);
  return left.length === right.length && timingSafeEqual(left, right);
}
