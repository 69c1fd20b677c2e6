/** The page of each state of a sign-in; `docs/sign-in-states.md` says what leads to each. */
import type { SignInStateView } from "../../shared/contract.ts";
import { text } from "../i18n/text.ts";
import type { Text } from "../i18n/text.ts";
import { problem } from "../model/page.ts";
import type { Action, Page } from "../model/page.ts";
import { codePage } from "./code-page.ts";
import { unknownPage } from "./unknown-page.ts";
import { unsuccessfulPage } from "./unsuccessful-page.ts";

const signIn: Action = { id: "sign-in", label: "action.sign-in" };
const cancel: Action = { id: "cancel", label: "action.cancel" };

type State<Name extends SignInStateView["state"]> = Extract<SignInStateView, { state: Name }>;

/** @param portal the host of the access portal. */
export function signInPage(state: SignInStateView, portal: string): Page {
  switch (state.state) {
    case "idle":
      return offer([...reasonOf(state), text("idle.body", { portal })]);
    case "cancelled":
      return {
        ...offer([text("idle.body", { portal })]),
        announcement: { as: "status", text: text("say.cancelled") },
      };
    case "session-expired":
      return {
        id: "sign-in/session-expired",
        heading: text("session-expired.heading"),
        body: [text("session-expired.body"), text("idle.body", { portal })],
        announcement: { as: "alert", text: text("session-expired.heading") },
        primary: { id: "sign-in", label: "action.sign-in-again" },
      };
    case "starting":
      return {
        id: "sign-in/starting",
        tone: "working",
        heading: text("starting.heading"),
        body: [text("starting.body", { region: state.region })],
        announcement: { as: "status", text: text("starting.heading") },
        others: [cancel],
      };
    case "code":
    case "waiting":
    case "slow":
    case "browser-failed":
    case "offline":
      return codePage(state);
    case "server-error":
      return "userCode" in state ? codePage(state) : unsuccessfulPage(state);
    case "success":
      return successPage(state);
    case "keychain":
      return problem("sign-in/keychain", text("keychain.heading"), {
        body: [text("keychain.body")],
        advice: state.message,
        fields: [
          { name: "field.account", value: state.accountId },
          { name: "field.role", value: state.roleName },
        ],
        primary: { id: "continue", label: "action.continue-session" },
      });
    case "expired":
    case "denied":
    case "blocked":
    case "wrong-account":
    case "config-error":
    case "clock-skew":
      return unsuccessfulPage(state);
    default:
      state satisfies never;
      return unknownPage;
  }
}

/** Cancelling leads back to the same page, so that it is the same. */
function offer(body: readonly Text[]): Page {
  return { id: "sign-in/idle", heading: text("idle.heading"), body, primary: signIn };
}

function reasonOf({ reason }: State<"idle">): readonly Text[] {
  switch (reason) {
    case "first-use":
      return [];
    case "configuration-changed":
      return [text("idle.configuration-changed")];
    case "unreadable":
      return [text("idle.unreadable")];
  }
}

function successPage({ assignment, accountId, roleName }: State<"success">): Page {
  return {
    id: "sign-in/success",
    tone: "success",
    heading: text("success.heading"),
    body: [
      text("success.body"),
      ...(assignment === "unchecked" ? [text("success.unchecked")] : []),
      text("success.continuing"),
    ],
    fields: [
      { name: "field.account", value: accountId },
      { name: "field.role", value: roleName },
    ],
    announcement: { as: "status", text: text("success.heading") },
    primary: { id: "continue", label: "action.continue" },
  };
}
