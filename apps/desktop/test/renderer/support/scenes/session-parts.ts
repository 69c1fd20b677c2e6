/** What the scenes of a session are made of. */
import type { AppState, SessionStateView, SessionView, TurnView } from "../../../../src/shared/contract.ts";
import { configured, NOW } from "./scene.ts";
import type { Scene, Told } from "./scene.ts";

export type State<Name extends SessionStateView["state"]> = Extract<SessionStateView, { state: Name }>;
export type SessionScene = Told & { readonly state: AppState };
export interface Shown {
  readonly says: readonly string[];
  readonly buttons: readonly string[];
  readonly primary?: string | undefined;
  readonly announces?: Scene["announces"];
}

export const sonnet = { id: "us.anthropic.claude-sonnet-4-20250514-v1:0", label: "Claude Sonnet 4" };
export const haiku = { id: "us.anthropic.claude-3-5-haiku-20241022-v1:0", label: "Claude 3.5 Haiku" };

export const running: State<"running"> = {
  state: "running",
  until: new Date(NOW + 8 * 3_600_000 - 30_000),
  endsSoon: false,
  isAnswering: false,
};
export const answering = { ...running, isAnswering: true };

export const question: TurnView = {
  from: "person",
  text: "Which files in this folder are larger than a megabyte?\nPlease sort them.",
};
export const answerText = `This lists them, the largest first:

\`\`\`sh
find . -type f -size +1M -printf '%s %p\\n' |
  sort -rn
\`\`\`

On a Mac, \`find\` has no \`-printf\`. Say so if you need that form.`;

export function answer(
  status: "waiting" | "streaming" | "answered" | "stopped",
  text = answerText,
): TurnView {
  return { from: "model", status, text };
}

/** Of a session that runs with the only model there is, unless told otherwise. */
export function work(given: Partial<SessionView>): SessionView {
  return { session: running, turns: [], models: [sonnet], modelId: sonnet.id, ...given };
}

export function cowork(given: Partial<SessionView>, more: { readonly signedInUntil?: Date } = {}): AppState {
  return { screen: { name: "cowork", ...configured, ...more, work: work(given) } };
}

export function scene(state: AppState, { says, buttons, announces, ...told }: Shown): SessionScene {
  const primary = "primary" in told ? told.primary : "Send";
  const all = state.screen.name === "cowork" ? ["Sign out", ...buttons] : buttons;
  return { state, heading: "Cowork", says, buttons: all, primary, announces };
}
