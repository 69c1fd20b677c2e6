/** Signing in: the user name first, then the password, or the identity provider of the instance; and signing out. */

import type { Call, WireResponse } from "../../core/wire.ts";
import type { Directory } from "../../state/directory.ts";
import { parseDestination } from "../destination.ts";
import { typed } from "../forms.ts";
import { pageResponse, redirect } from "../layout.ts";
import type { Desk, Routes } from "../pages.ts";
import { isSameText } from "../same-text.ts";
import type { Visitor } from "../visitors.ts";
import { providerPath } from "./provider.ts";
import * as views from "./views.ts";
import type { SignInForm } from "./views.ts";

export function signInRoutes(desk: Desk): Routes {
  return {
    "GET /signin": (call, visitor) =>
      pageResponse(
        call,
        visitor,
        views.userNamePage(visitor, readForm(desk, call.query), desk.context.directories),
      ),
    "POST /signin": (call, visitor, form) => nameUser(desk, call, visitor, readForm(desk, form)),
    "GET /signin/password": (call, visitor) =>
      pageResponse(call, visitor, views.passwordPage(visitor, readForm(desk, call.query), undefined)),
    "POST /signin/password": (call, visitor, form) =>
      checkPassword(desk, call, visitor, { ...readForm(desk, form), password: typed(form, "password") }),
    "GET /signin/federated": (call, visitor) => acceptAnswer(desk, call, visitor),
    "POST /signout": (call, visitor) => {
      const directory = visitor.signedIn?.directory ?? desk.context.directories[0];
      const query = new URLSearchParams({ instance: directory.identityStoreId });
      return redirect(call, desk.visitors.signOut(visitor), `/signin?${query.toString()}`);
    },
  };
}

/** What the pages hand on to each other; an unknown instance is the first one, a foreign destination the portal. */
function readForm({ context }: Desk, values: URLSearchParams): SignInForm {
  const instance = values.get("instance");
  const { directories } = context;
  const directory = directories.find((each) => each.identityStoreId === instance) ?? directories[0];
  return {
    directory,
    destination: parseDestination(values.get("continue") ?? "") ?? portalPath(directory),
    userName: (values.get("user_name") ?? "").trim(),
  };
}

function nameUser(desk: Desk, call: Call, visitor: Visitor, form: SignInForm): WireResponse {
  const { directory, destination, userName } = form;
  if (userName === "") {
    call.note.error = "SignInRefused";
    const page = views.userNamePage(visitor, form, desk.context.directories, "Enter your user name.");
    return pageResponse(call, visitor, page);
  }
  if (directory.seed.identityProvider === undefined)
    return redirect(call, visitor, `/signin/password?${views.formQuery(form)}`);
  const request = desk.federation.begin(visitor, { directory, destination, userName });
  return redirect(call, visitor, providerPath(request));
}

function checkPassword(
  desk: Desk,
  call: Call,
  visitor: Visitor,
  form: SignInForm & { readonly password: string },
): WireResponse {
  const refuse = (problem: string): WireResponse => {
    call.note.error = "SignInRefused";
    return pageResponse(call, visitor, views.passwordPage(visitor, form, problem));
  };
  const { directory, destination, userName, password } = form;
  if (directory.seed.identityProvider !== undefined)
    return redirect(call, visitor, `/signin?${views.formQuery(form)}`);
  const user = directory.user(userName);
  if (user === undefined || !isSameText(password, user.password))
    return refuse("The user name or the password is wrong.");
  if (!user.enabled) return refuse("This user is disabled. Ask your administrator.");
  call.note.userName = user.userName;
  return redirect(call, desk.visitors.signIn(visitor, user, directory), destination);
}

function acceptAnswer(desk: Desk, call: Call, visitor: Visitor): WireResponse {
  const answer = desk.federation.accept(visitor, call.query.get("answer") ?? "");
  if (answer.status === "refused") {
    call.note.error = "SignInRefused";
    return pageResponse(call, visitor, views.refusedPage(answer.reason));
  }
  const { user, request } = answer;
  call.note.userName = user.userName;
  return redirect(call, desk.visitors.signIn(visitor, user, request.directory), request.destination);
}

function portalPath(directory: Directory): string {
  return `/start?instance=${directory.identityStoreId}`;
}
