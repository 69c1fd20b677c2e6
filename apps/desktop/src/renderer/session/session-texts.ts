/** The texts of a session's states and failures: what happened, and what to do next. */
import type { AnswerFailureView, SessionStateView, StartFailureView } from "../../shared/contract.ts";
import { text } from "../i18n/text.ts";
import type { Text } from "../i18n/text.ts";
import type { Work } from "./work.ts";

type State<Name extends SessionStateView["state"]> = Extract<SessionStateView, { state: Name }>;

const MINUTE_MS = 60_000;

export function endedText({ reason, isRenewable }: State<"ended">): Text {
  return reason === "refused" && isRenewable ? text("ended.refused-renewable") : text(`ended.${reason}`);
}

export function notStartedText({ code, direction = "ahead", minutes = 0 }: StartFailureView): Text {
  return code === "clock-skew"
    ? text(`not-started.clock-${direction}`, { minutes: { minutes } })
    : text(`not-started.${code}`);
}

export function failureText({ code, action, modelId }: AnswerFailureView, { roleName }: Work): Text {
  if (code !== "access-denied") return text(`failed.${code}`);
  if (action === undefined || modelId === undefined) return text("failed.access-denied");
  return roleName === undefined
    ? text("failed.access-denied-credentials", { action, model: modelId })
    : text("failed.access-denied-role", { role: roleName, action, model: modelId });
}

/** Of a turn that failed. */
export function noAnswerText(
  { failure }: { readonly failure?: AnswerFailureView | undefined },
  work: Work,
): Text {
  return failure === undefined ? text("turn.no-answer") : failureText(failure, work);
}

/** @param now in milliseconds since 1970. */
export function endsSoonText({ until }: State<"running">, now: number): Text {
  if (until === undefined) return text("ends-soon.some-time");
  const minutes = Math.max(1, Math.ceil((until.getTime() - now) / MINUTE_MS));
  return text("ends-soon.minutes", { minutes: { minutes } });
}

/** Until when, and how long that is. */
export function remainingText(until: Date, now: number): Text {
  const left = Math.max(0, Math.floor((until.getTime() - now) / MINUTE_MS));
  const time = { instant: until.getTime() };
  const minutes = { count: left % 60 };
  if (left < 1) return text("session.until", { time });
  return left < 60
    ? text("session.until-minutes", { time, minutes })
    : text("session.until-hours", { time, hours: { count: Math.floor(left / 60) }, minutes });
}
