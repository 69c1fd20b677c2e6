/** The page of each state of the app. The compiler refuses a state without one. */
import type { AppState, ScreenView } from "../../shared/contract.ts";
import { text } from "../i18n/text.ts";
import { problem } from "../model/page.ts";
import type { Page } from "../model/page.ts";
import { coworkPage, otherCredentialPage } from "../session/work-page.ts";
import { checked } from "./checked.ts";
import { signInPage } from "./sign-in-page.ts";
import { unknownPage } from "./unknown-page.ts";

const retry = { id: "retry", label: "action.try-again" } as const;
const openConfiguration = { id: "open-configuration", label: "action.open-configuration" } as const;

export const startingPage: Page = {
  id: "starting",
  tone: "working",
  heading: text("app.starting"),
  body: [],
};

/** Never throws: what cannot be shown is {@link unknownPage}. */
export function pageOf(app: AppState): Page {
  try {
    return checked(screenPage(app.screen));
  } catch {
    return unknownPage;
  }
}

function screenPage(screen: ScreenView): Page {
  switch (screen.name) {
    case "starting":
      return startingPage;
    case "sign-in":
      return signInPage(screen.signIn, screen.startUrlHost);
    case "cowork":
      return coworkPage(screen);
    case "other-credential":
      return otherCredentialPage(screen);
    case "not-configured":
      return {
        id: "not-configured",
        heading: text("not-configured.heading"),
        body: [text("not-configured.body")],
        primary: openConfiguration,
        others: [retry],
        announcement: { as: "alert", text: text("not-configured.heading") },
      };
    case "configuration-problem":
      return problem("configuration-problem", text("configuration-problem.heading"), {
        body: [text("configuration-problem.body")],
        primary: openConfiguration,
        others: [retry],
      });
    case "keychain-problem":
      return problem("keychain-problem", text("keychain-problem.heading"), {
        body: [text("keychain-problem.body")],
        advice: screen.message,
        primary: retry,
      });
    case "start-failed":
      return problem("start-failed", text("start-failed.heading"), {
        body: [text("start-failed.body")],
        primary: retry,
      });
    default:
      screen satisfies never;
      return unknownPage;
  }
}
