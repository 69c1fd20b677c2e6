/** How the answer of each action is said. */
import { say } from "../../i18n/configuration-catalogs.ts";
import type { Said } from "../../i18n/configuration-catalogs.ts";
import type { FailureCode } from "../../../shared/answer.ts";
import type { Applied, Saved } from "../../../shared/configuration-contract.ts";
import type { ActionAnswer } from "./actions.ts";
import type { Outcome } from "./model.ts";

/** `undefined` when nothing is to be said, as after a dialog that was cancelled, or where the answer is shown itself. */
export function outcomeOf(answer: ActionAnswer): Outcome | undefined {
  switch (answer.action) {
    case "reload":
      return success(say("outcome.reloaded"));
    case "copy-report":
      return success(say("outcome.report-copied"));
    case "copy-egress":
      return success(say("outcome.hosts-copied"));
    case "save-export":
    case "save-egress":
      return outcomeOfSaving(answer.value);
    case "test-reachability":
    case "stop-reachability":
    case "test-connection":
      return undefined;
    case "apply":
    case "remove-local":
      return outcomeOfApplying(answer.action, answer.value);
  }
}

function outcomeOfSaving(saved: Saved): Outcome | undefined {
  switch (saved.status) {
    case "saved":
      return success(say("outcome.saved", { file: saved.fileName }));
    case "cancelled":
      return undefined;
    case "refused":
      return problem(say("outcome.save-refused"), saved.findings);
    case "not-written":
      return problem(say("outcome.not-written", { code: saved.code }));
  }
}

function outcomeOfApplying(action: "apply" | "remove-local", applied: Applied): Outcome {
  switch (applied.status) {
    case "applied":
      return success(say(action === "apply" ? "outcome.applied" : "outcome.removed"));
    case "managed":
      return problem(say("outcome.managed", { sources: applied.sources.join(", ") }));
    case "refused":
      return problem(say("outcome.apply-refused"), applied.findings);
    case "not-written":
      return problem(say("outcome.not-written", { code: applied.code }));
  }
}

export function failureText(code: FailureCode | undefined): Said {
  return say(
    code === "not-now"
      ? "failure.not-now"
      : code === "invalid-request"
        ? "failure.invalid-request"
        : "failure.other",
  );
}

export function problem(text: Said, findings: Outcome["findings"] = []): Outcome {
  return { tone: "problem", text, findings };
}

function success(text: Said): Outcome {
  return { tone: "success", text, findings: [] };
}
