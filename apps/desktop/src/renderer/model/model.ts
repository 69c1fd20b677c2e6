/** What the window knows, and how it changes: the pushed state, and what the person has just done. */
import type { AppState, SignedOut } from "../../shared/contract.ts";
import { text } from "../i18n/text.ts";
import type { Text } from "../i18n/text.ts";
import { pageOf, startingPage } from "../pages/page-of.ts";
import { unknownPage } from "../pages/unknown-page.ts";
import type { Mark } from "./countdown.ts";
import type { ActionId, Page } from "./page.ts";

export interface Model {
  readonly page: Page;
  readonly policyChange: AppState["policyChange"];
  /** Asked for, and not answered yet. */
  readonly busy: readonly ActionId[];
  /** Copied a moment ago. */
  readonly copied: ActionId | undefined;
  /** What was asked for last did not work. */
  readonly hasFailed: boolean;
  /** What the last signing out did not end. */
  readonly signedOut: SignedOut | undefined;
  /** The two regions that are read out. */
  readonly status: Text | undefined;
  readonly alert: Text | undefined;
}

export type Event =
  | { readonly type: "state"; readonly state: AppState }
  | { readonly type: "no-state" }
  | { readonly type: "asked"; readonly id: ActionId }
  | { readonly type: "answered"; readonly id: ActionId; readonly signedOut?: SignedOut }
  | { readonly type: "failed"; readonly id: ActionId; readonly isLate: boolean }
  | { readonly type: "feedback-ended"; readonly id: ActionId }
  | { readonly type: "mark"; readonly mark: Mark };

export const initialModel: Model = {
  page: startingPage,
  policyChange: undefined,
  busy: [],
  copied: undefined,
  hasFailed: false,
  signedOut: undefined,
  status: undefined,
  alert: undefined,
};

export function reduce(model: Model, event: Event): Model {
  switch (event.type) {
    case "state":
      return stateArrived(model, event.state);
    case "no-state":
      return { ...turnTo(model, unknownPage), policyChange: undefined };
    case "asked":
      return { ...model, busy: [...model.busy, event.id], hasFailed: false };
    case "answered":
      return answered(withoutBusy(model, event.id), event);
    case "failed":
      return event.isLate ? withoutBusy(model, event.id) : failed(withoutBusy(model, event.id));
    case "feedback-ended":
      return model.copied === event.id ? { ...model, copied: undefined, status: undefined } : model;
    case "mark":
      return { ...model, status: markText(event.mark) };
  }
}

function stateArrived(model: Model, state: AppState): Model {
  const page = pageOf(state);
  return { ...turnTo(model, page), policyChange: page === unknownPage ? undefined : state.policyChange };
}

/** The same page again, as at a sign of life, changes what it shows and says nothing. */
function turnTo(model: Model, page: Page): Model {
  if (page.id === model.page.id) {
    return page.announcement === undefined ? { ...model, page } : { ...announced(model, page), page };
  }
  const isIdle = page.id === "sign-in/idle";
  return {
    ...announced(model, page),
    page,
    busy: [],
    copied: undefined,
    hasFailed: false,
    signedOut: isIdle ? model.signedOut : undefined,
  };
}

function announced(model: Model, page: Page): Model {
  const text = announcementOf(model.page, page);
  const isAlert = page.announcement?.as === "alert";
  return { ...model, status: isAlert ? undefined : text, alert: isAlert ? text : undefined };
}

const BEFORE_A_BROWSER = new Set(["sign-in/starting", "sign-in/code", "sign-in/browser-failed"]);

function announcementOf(from: Page, to: Page): Text | undefined {
  const hasOpened = to.id === "sign-in/waiting" && BEFORE_A_BROWSER.has(from.id);
  return hasOpened ? text("say.browser-opened") : to.announcement?.text;
}

function withoutBusy(model: Model, id: ActionId): Model {
  return { ...model, busy: model.busy.filter((each) => each !== id) };
}

function answered(model: Model, { id, signedOut }: Extract<Event, { type: "answered" }>): Model {
  const said = COPIED[id];
  if (said !== undefined) return { ...model, copied: id, status: said };
  return signedOut === undefined
    ? model
    : { ...model, signedOut, status: text(`signed-out.${ended(signedOut)}`) };
}

export function ended({ portalSession }: SignedOut): "ended" | "may-go-on" {
  return portalSession === "may-go-on" ? "may-go-on" : "ended";
}

const COPIED: Readonly<Partial<Record<ActionId, Text>>> = {
  "copy-code": text("say.code-copied"),
  "copy-link": text("say.link-copied"),
  "copy-details": text("say.details-copied"),
};

function failed(model: Model): Model {
  return { ...model, hasFailed: true, alert: text("say.action-failed") };
}

function markText(mark: Mark): Text {
  return mark === 0 ? text("say.code-expired") : text("say.minutes-left", { minutes: { minutes: mark } });
}
