/** Looks at a session before it is drawn, as `checked` does at a page. */
import { en } from "../i18n/en.ts";
import type { Text } from "../i18n/text.ts";
import { endedText, failureText, notStartedText } from "./session-texts.ts";
import type { Work } from "./work.ts";

const STATES = new Set(["idle", "starting", "running", "not-started", "ended"]);
const STATUSES = new Set(["waiting", "streaming", "answered", "stopped", "failed"]);

export function isSound(work: Work): boolean {
  const { session, turns, models } = work;
  return (
    STATES.has(session.state) &&
    textsOf(work).every(({ key }) => key in en) &&
    (session.state !== "running" ||
      session.until === undefined ||
      Number.isFinite(session.until.getTime())) &&
    models.every(({ id, label }) => typeof id === "string" && typeof label === "string") &&
    turns.every(
      (turn) => typeof turn.text === "string" && (turn.from === "person" || STATUSES.has(turn.status)),
    )
  );
}

function textsOf(work: Work): readonly Text[] {
  const { session, turns } = work;
  const failures = turns.map((turn) => (turn.from === "model" ? turn.failure : undefined));
  return [
    ...(session.state === "ended" ? [endedText(session)] : []),
    ...(session.state === "not-started" ? [notStartedText(session.failure)] : []),
    ...failures.filter((failure) => failure !== undefined).map((failure) => failureText(failure, work)),
  ];
}
