/** The pages of sign-ins that ended without one: what happened, and the one thing to do about it. */
import type { SignInStateView } from "../../shared/contract.ts";
import { text } from "../i18n/text.ts";
import { problem } from "../model/page.ts";
import type { Action, Field, Page } from "../model/page.ts";

type State<Name extends SignInStateView["state"]> = Extract<SignInStateView, { state: Name }>;
export type Unsuccessful =
  | State<"expired" | "denied" | "blocked" | "wrong-account" | "config-error" | "clock-skew">
  | Exclude<State<"server-error">, { userCode: string }>;

const back: Action = { id: "back", label: "action.back" };
const copyDetails: Action = { id: "copy-details", label: "action.copy-details" };
const again: Action = { id: "sign-in", label: "action.try-again" };

const openConfiguration: Action = { id: "open-configuration", label: "action.open-configuration" };

export function unsuccessfulPage(state: Unsuccessful): Page {
  switch (state.state) {
    case "expired":
      return {
        id: "sign-in/expired",
        heading: text("expired.heading"),
        body: [expiredBody(state)],
        announcement: { as: "status", text: text("say.code-expired") },
        primary: { id: "sign-in", label: "action.new-code" },
        others: [{ id: "back", label: "action.cancel" }],
      };
    case "denied":
      return problem("sign-in/denied", text("denied.heading"), {
        body: [text("denied.body")],
        primary: { id: "sign-in", label: "action.start-again" },
        others: [back],
      });
    case "blocked":
      return blockedPage(state);
    case "wrong-account":
      return problem("sign-in/wrong-account", text("wrong-account.heading"), {
        body: [text("wrong-account.body"), text("wrong-account.kept")],
        fields: [
          { name: "field.account", value: state.accountId },
          { name: "field.role", value: state.roleName },
        ],
        primary: { id: "use-another-account", label: "action.another-account" },
        others: [back],
      });
    case "config-error":
      return configurationPage(state);
    case "server-error":
      return problem("sign-in/server-error-end", text("server-error.heading"), {
        body: [text("server-error.body", { attempts: { count: state.attempts } })],
        advice: state.message,
        fields: requestField(state.requestId),
        primary: again,
        others: state.requestId === undefined ? [back] : [copyDetails, back],
      });
    case "clock-skew":
      return problem("sign-in/clock-skew", text("clock-skew.heading"), {
        body: [
          text(`clock-skew.${state.direction}`, { minutes: { minutes: state.minutes } }),
          text("clock-skew.set"),
        ],
        primary: again,
        others: [back],
      });
  }
}

function expiredBody({ reason, minutes }: State<"expired">): Page["body"][number] {
  return reason === "time" ? text("expired.time", { minutes: { minutes } }) : text(`expired.${reason}`);
}

function blockedPage({ reason, reference }: State<"blocked">): Page {
  const reasonField: readonly Field[] = reason === undefined ? [] : [{ name: "field.reason", value: reason }];
  return problem("sign-in/blocked", text("blocked.heading"), {
    body: [text("blocked.body")],
    fields: [...reasonField, ...requestField(reference)],
    ...(reference === undefined ? { primary: back } : { primary: copyDetails, others: [back] }),
  });
}

function configurationPage(state: State<"config-error">): Page {
  const requestId = state.reason === "start-url-refused" ? state.requestId : undefined;
  const isChange = state.reason === "configuration-changed";
  return problem("sign-in/config-error", text("config-error.heading"), {
    body: [
      text(`config-error.${state.reason}`),
      text(isChange ? "config-error.restart" : "config-error.ask"),
    ],
    fields: requestField(requestId),
    primary: openConfiguration,
    others: requestId === undefined ? [back] : [copyDetails, back],
  });
}

function requestField(requestId: string | undefined): readonly Field[] {
  return requestId === undefined ? [] : [{ name: "field.request-id", value: requestId }];
}
