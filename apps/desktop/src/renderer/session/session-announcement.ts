/** What is read out when the session changes: its beginning and its end, and never the answer itself. */
import type { SessionStateView, TurnView } from "../../shared/contract.ts";
import { text } from "../i18n/text.ts";
import type { Announcement } from "../model/page.ts";
import { endsSoonText, noAnswerText } from "./session-texts.ts";
import { isOpen } from "./work.ts";
import type { Work } from "./work.ts";

/**
 * @param before what was shown; nothing when the person has just come here.
 * @param now in milliseconds since 1970.
 */
export function announcementOf(before: Work | undefined, after: Work, now: number): Announcement | undefined {
  return (
    ofSession(before?.session, after.session, now) ??
    (before === undefined ? undefined : ofAnswer(before, after))
  );
}

function ofSession(
  before: SessionStateView | undefined,
  after: SessionStateView,
  now: number,
): Announcement | undefined {
  const isNew = before?.state !== after.state;
  switch (after.state) {
    case "idle":
      return undefined;
    case "starting":
      return isNew ? { as: "status", text: text("start.heading") } : undefined;
    case "running": {
      const wasSoon = before?.state === "running" && before.endsSoon;
      return after.endsSoon && !wasSoon ? { as: "status", text: endsSoonText(after, now) } : undefined;
    }
    case "not-started":
      return isNew ? { as: "alert", text: text("not-started.heading") } : undefined;
    case "ended":
      if (!isNew) return undefined;
      return { as: after.reason === "by-user" ? "status" : "alert", text: text("ended.heading") };
  }
}

function ofAnswer(before: Work, after: Work): Announcement | undefined {
  const last = after.turns.length - 1;
  const turn = after.turns[last];
  const known = before.turns[last];
  if (turn?.from !== "model") return undefined;
  if (isOpen(turn)) {
    const hasStarted = before.session.state === "starting" && after.session.state === "running";
    return isOpen(known) && !hasStarted ? undefined : { as: "status", text: text("say.answering") };
  }
  return known?.from === "model" && known.status === turn.status ? undefined : endOf(turn, after);
}

function endOf(turn: Extract<TurnView, { from: "model" }>, work: Work): Announcement {
  if (turn.status === "answered") return { as: "status", text: text("say.answered") };
  return turn.status === "stopped"
    ? { as: "status", text: text("turn.stopped") }
    : { as: "alert", text: noAnswerText(turn, work) };
}
