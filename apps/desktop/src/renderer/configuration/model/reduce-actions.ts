/** How a button's action begins and ends. */
import { say } from "../../i18n/configuration-catalogs.ts";
import type { FailureCode } from "../../../shared/answer.ts";
import type { ActionAnswer, ActionId } from "./actions.ts";
import { failureText, outcomeOf, problem } from "./outcomes.ts";
import type { Ready } from "./model.ts";
import { runStarted, startTest, stopTest } from "./reachability.ts";

export function actionAsked(model: Ready, action: ActionId): Ready {
  const asked: Ready = {
    ...model,
    busy: [...model.busy, action],
    outcomes: { ...model.outcomes, [action]: undefined },
    said: undefined,
    alert: undefined,
  };
  switch (action) {
    case "test-reachability":
      return {
        ...asked,
        reachability: startTest(model.reachability, model.live.egress.value?.hosts ?? []),
        said: say("say.reachability-started"),
      };
    case "stop-reachability":
      return { ...asked, reachability: stopTest(model.reachability), said: say("say.reachability-stopped") };
    case "test-connection":
      return { ...asked, connection: undefined };
    case "apply":
    case "save-export":
      return { ...asked, showsAll: true };
    default:
      return asked;
  }
}

export function actionAnswered(model: Ready, answer: ActionAnswer): Ready {
  const outcome = outcomeOf(answer);
  const isProblem = outcome?.tone === "problem";
  const done: Ready = {
    ...withoutBusy(model, answer.action),
    outcomes: { ...model.outcomes, [answer.action]: outcome },
    said: isProblem ? model.said : (outcome?.text ?? model.said),
    alert: isProblem ? outcome.text : undefined,
  };
  switch (answer.action) {
    case "test-reachability":
      return { ...done, reachability: runStarted(model.reachability, answer.value.run) };
    case "test-connection":
      return { ...done, connection: answer.value, said: say(`connection.${answer.value.status}`) };
    default:
      return done;
  }
}

export function actionFailed(model: Ready, action: ActionId, code: FailureCode | undefined): Ready {
  const text = failureText(code);
  const failed = {
    ...withoutBusy(model, action),
    outcomes: { ...model.outcomes, [action]: problem(text) },
    said: undefined,
    alert: text,
  };
  return action === "test-reachability" ? { ...failed, reachability: stopTest(model.reachability) } : failed;
}

export function withoutBusy(model: Ready, action: ActionId): Ready {
  return { ...model, busy: model.busy.filter((each) => each !== action) };
}
