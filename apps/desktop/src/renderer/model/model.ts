/** What the window knows, and how it changes: the pushed state, and what the person has just done. */
import type { AnswerText, AppState, SignedOut } from "../../shared/contract.ts";
import { text } from "../i18n/text.ts";
import type { Text } from "../i18n/text.ts";
import { pageOf, startingPage } from "../pages/page-of.ts";
import { unknownPage } from "../pages/unknown-page.ts";
import { mergeWork, placeText } from "../session/merge-work.ts";
import { announcementOf as announcementOfWork } from "../session/session-announcement.ts";
import { initialSession, reduceSession } from "../session/session-model.ts";
import type { SessionEvent, SessionModel } from "../session/session-model.ts";
import type { Mark } from "./countdown.ts";
import type { ActionId, Page } from "./page.ts";

export interface Model {
  readonly page: Page;
  readonly policyChange: AppState["policyChange"];
  readonly session: SessionModel;
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
  /** `isAsked`: it was not pushed. `now`: milliseconds since 1970. */
  | {
      readonly type: "state";
      readonly state: AppState;
      readonly isAsked: boolean;
      readonly now: number;
    }
  | { readonly type: "text"; readonly added: AnswerText }
  | { readonly type: "no-state" }
  | { readonly type: "asked"; readonly id: ActionId }
  | { readonly type: "answered"; readonly id: ActionId; readonly signedOut?: SignedOut }
  /** Without an id: sending did. */
  | { readonly type: "failed"; readonly id?: ActionId; readonly isLate: boolean }
  | { readonly type: "feedback-ended"; readonly id: ActionId }
  | { readonly type: "mark"; readonly mark: Mark }
  | { readonly type: "session"; readonly event: SessionEvent };

export const initialModel: Model = {
  page: startingPage,
  policyChange: undefined,
  session: initialSession,
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
      return stateArrived(model, event);
    case "text":
      return textArrived(model, event.added);
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
    case "session":
      return sessionChanged(model, event.event);
  }
}

function stateArrived(model: Model, event: Extract<Event, { type: "state" }>): Model {
  const { state, isAsked } = event;
  const page = withWork(model, pageOf(state), event.now);
  const arrived: Model = {
    ...turnTo(model, page),
    policyChange: page === unknownPage ? undefined : state.policyChange,
    session: { ...model.session, unplaced: [] },
  };
  // A pushed state has all that was pushed before it; an answer may be older.
  const later = isAsked ? model.session.unplaced : [];
  return later.reduce<Model>((reached, added) => placeIn(reached, added) ?? reached, arrived);
}

function withWork(model: Model, page: Page, now: number): Page {
  if (page.work === undefined) return page;
  const before = model.page.id === page.id ? model.page.work : undefined;
  const announcement = announcementOfWork(before, page.work, now);
  const work = mergeWork(before, page.work);
  return announcement === undefined ? { ...page, work } : { ...page, work, announcement };
}

/** Pieces that wait for a state. What is forgotten is in the state after it, which is asked for again. */
const UNPLACED_LIMIT = 1_000;

function textArrived(model: Model, added: AnswerText): Model {
  const { session } = model;
  const unplaced = [...session.unplaced, added].slice(-UNPLACED_LIMIT);
  return placeIn(model, added) ?? { ...model, session: { ...session, unplaced } };
}

function placeIn(model: Model, added: AnswerText): Model | undefined {
  const { work } = model.page;
  const next = work === undefined ? undefined : placeText(work, added);
  return next === undefined ? undefined : { ...model, page: { ...model.page, work: next } };
}

function sessionChanged(model: Model, event: SessionEvent): Model {
  const session = reduceSession(model.session, event);
  return event.type === "sent" ? { ...model, session, hasFailed: false } : { ...model, session };
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

function withoutBusy(model: Model, id: ActionId | undefined): Model {
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
