/** What the configuration window knows. What was typed lies over what is in force, so that neither overwrites the other. */
import type {
  Checked,
  ConfigurationState,
  ConnectionTest,
  EgressView,
  FindingView,
  Preview,
  Reachability,
} from "../../../shared/configuration-contract.ts";
import type { FailureCode } from "../../../shared/answer.ts";
import type { Said } from "../../i18n/configuration-catalogs.ts";
import type { ActionAnswer, ActionId } from "./actions.ts";
import type { Edit } from "./edit.ts";
import type { ExportForm } from "./export-formats.ts";
import type { ReachabilityTest } from "./reachability.ts";
import type { SectionId } from "./sections.ts";

/** The answers that follow the draft by themselves. */
export interface LiveValues {
  readonly check: Checked;
  readonly preview: Preview;
  readonly egress: EgressView;
}

export type LiveName = keyof LiveValues;

export interface Live<Value> {
  /** The last answer, which is of an earlier draft while it is asked again. */
  readonly value: Value | undefined;
  readonly status: "asking" | "answered" | "failed";
}

/** How an action ended, said beside its button. */
export interface Outcome {
  readonly tone: "success" | "problem";
  readonly text: Said;
  readonly findings: readonly FindingView[];
}

export interface Dialog {
  readonly name: "apply" | "remove";
  /** Consent to clear text. */
  readonly includeSecrets: boolean;
}

export interface Ready {
  readonly status: "ready";
  readonly state: ConfigurationState;
  readonly section: SectionId;
  /** A field to turn to, and how often that was asked for. */
  readonly target: { readonly key: string; readonly count: number } | undefined;
  readonly typed: Readonly<Record<string, Edit>>;
  /** Fields that the focus has left. */
  readonly left: ReadonlySet<string>;
  /** Fields whose value has been valid since the window opened. */
  readonly beenValid: ReadonlySet<string>;
  /** The person wanted to go on, so every problem is shown. */
  readonly showsAll: boolean;
  readonly live: { readonly [Name in LiveName]: Live<LiveValues[Name]> };
  /** Asks again what did not get an answer. */
  readonly attempt: number;
  readonly exportForm: ExportForm;
  readonly reachability: ReachabilityTest;
  readonly connection: ConnectionTest | undefined;
  readonly filter: string;
  readonly dialog: Dialog | undefined;
  readonly busy: readonly ActionId[];
  readonly outcomes: Readonly<Partial<Record<ActionId, Outcome>>>;
  /** The two regions that are read out. */
  readonly said: Said | undefined;
  readonly alert: Said | undefined;
}

export type Model = Ready | { readonly status: "starting" } | { readonly status: "unavailable" };

export type LiveAnswer = {
  [Name in LiveName]: { readonly name: Name; readonly value: LiveValues[Name] };
}[LiveName];

export type Event =
  | { readonly type: "state"; readonly state: ConfigurationState }
  | { readonly type: "no-state" }
  | { readonly type: "section"; readonly section: SectionId }
  | { readonly type: "go-to-field"; readonly key: string }
  | { readonly type: "edit"; readonly key: string; readonly edit: Edit; readonly said?: Said }
  | { readonly type: "left"; readonly key: string }
  | { readonly type: "keep"; readonly key: string }
  | { readonly type: "discard" }
  | { readonly type: "live-asked"; readonly name: LiveName }
  | { readonly type: "live-failed"; readonly name: LiveName }
  | ({ readonly type: "live-answered" } & LiveAnswer)
  | { readonly type: "ask-again" }
  | { readonly type: "export-form"; readonly change: Partial<ExportForm> }
  | { readonly type: "filter"; readonly text: string }
  | { readonly type: "open-dialog"; readonly name: Dialog["name"] }
  | { readonly type: "close-dialog" }
  | { readonly type: "consent"; readonly includeSecrets: boolean }
  | { readonly type: "reachability"; readonly result: Reachability }
  | { readonly type: "asked"; readonly action: ActionId }
  | ({ readonly type: "answered" } & ActionAnswer)
  /** It was of a draft that is not there any more. */
  | { readonly type: "outdated"; readonly action: ActionId }
  | { readonly type: "failed"; readonly action: ActionId; readonly code: FailureCode | undefined };
