/** What one state shows: the description that the window draws, and nothing about how. */
import type { MessageKey } from "../i18n/catalogs.ts";
import type { Text } from "../i18n/text.ts";
import type { Work } from "../session/work.ts";

/** What a person can do; each is one call of the bridge. */
export type ActionId =
  | "sign-in"
  | "cancel"
  | "open-browser"
  | "copy-code"
  | "copy-link"
  | "copy-details"
  | "continue"
  | "back"
  | "use-another-account"
  | "sign-out"
  | "retry"
  | "open-configuration"
  | "stop"
  | "new-session";

export interface Action {
  readonly id: ActionId;
  readonly label: MessageKey;
}

/** A name and what was given for it, such as an account or a request id. */
export interface Field {
  readonly name: MessageKey;
  /** As it was given, to be selected and copied; or words of this window's. */
  readonly value: string | Text;
}

export interface ShownCode {
  readonly userCode: string;
  /** Milliseconds since 1970, by this machine's clock. */
  readonly expiresAt: number;
}

export interface Announcement {
  readonly as: "status" | "alert";
  readonly text: Text;
}

export interface Page {
  /** Another id is another page: the focus moves to its heading, and it is announced. */
  readonly id: string;
  readonly tone?: "working" | "problem" | "success";
  readonly heading: Text;
  readonly body: readonly Text[];
  /** What the core says to do, in English. */
  readonly advice?: string;
  readonly fields?: readonly Field[];
  /** With a code comes the warning about people who ask for it. */
  readonly code?: ShownCode;
  readonly announcement?: Announcement;
  /** Who is signed in, and the way out; in the bar at the top. */
  readonly account?: { readonly fields: readonly Field[]; readonly action: Action };
  /** The Cowork tab at work: drawn by its own component, with the body as its introduction. */
  readonly work?: Work;
  readonly primary?: Action;
  readonly others?: readonly Action[];
}

export function actionsOf({ primary, others = [] }: Page): readonly Action[] {
  return primary === undefined ? others : [primary, ...others];
}

/** What Escape does, if the page can be left. */
export function leavingAction(page: Page): Action | undefined {
  return actionsOf(page).find(({ id }) => id === "cancel" || id === "back");
}

/** A page that tells of a problem; its heading is announced at once. */
export function problem(id: string, heading: Text, rest: Omit<Page, "id" | "heading">): Page {
  return { id, heading, tone: "problem", announcement: { as: "alert", text: heading }, ...rest };
}
