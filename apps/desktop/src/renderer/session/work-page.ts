/** The page of the two screens on which a person can work: signed in with AWS, or with the organisation's own credential. */
import type { ScreenView } from "../../shared/contract.ts";
import { text } from "../i18n/text.ts";
import type { Text } from "../i18n/text.ts";
import type { Page } from "../model/page.ts";

type Screen<Name extends ScreenView["name"]> = Extract<ScreenView, { name: Name }>;

export function coworkPage(screen: Screen<"cowork">): Page {
  const { startUrlHost, accountId, roleName, signedInUntil, work } = screen;
  return {
    id: "cowork",
    heading: text("cowork.heading"),
    body: [text("cowork.body"), text("cowork.first-message")],
    account: {
      fields: [
        { name: "field.portal", value: startUrlHost },
        { name: "field.account", value: accountId },
        { name: "field.role", value: roleName },
        { name: "field.sign-in", value: lifetimeOf(signedInUntil) },
      ],
      action: { id: "sign-out", label: "action.sign-out" },
    },
    work: { ...work, roleName },
  };
}

/** Nobody signs in, so nobody can sign out. */
export function otherCredentialPage({ work }: Screen<"other-credential">): Page {
  return {
    id: "other-credential",
    heading: text("other-credential.heading"),
    body: [text("other-credential.body"), text("cowork.first-message")],
    work,
  };
}

function lifetimeOf(until: Date | undefined): Text {
  return until === undefined
    ? text("field.sign-in-renews")
    : text("field.sign-in-until", { time: { instant: until.getTime() } });
}
