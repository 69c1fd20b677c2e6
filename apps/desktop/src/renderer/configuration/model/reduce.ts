/** How what the window knows changes. */
import { say } from "../../i18n/configuration-catalogs.ts";
import type { Said } from "../../i18n/configuration-catalogs.ts";
import type { ConfigurationState } from "../../../shared/configuration-contract.ts";
import { hasValue } from "./draft.ts";
import { firstForm } from "./export-formats.ts";
import type { Event, Live, Model, Ready } from "./model.ts";
import { actionAnswered, actionAsked, actionFailed, withoutBusy } from "./reduce-actions.ts";
import { countResults, noTest, resultCame } from "./reachability.ts";

const unasked: Live<never> = { value: undefined, status: "asking" };

export function reduce(model: Model, event: Event): Model {
  if (event.type === "no-state") return { status: "unavailable" };
  if (event.type === "state")
    return model.status === "ready" ? { ...model, state: event.state } : opened(event.state);
  return model.status === "ready" ? reduceReady(model, event) : model;
}

function opened(state: ConfigurationState): Ready {
  return {
    status: "ready",
    state,
    section: "connection",
    target: undefined,
    typed: {},
    left: new Set(),
    beenValid: new Set(),
    showsAll: false,
    live: { check: unasked, preview: unasked, egress: unasked },
    attempt: 0,
    exportForm: firstForm(state),
    reachability: noTest,
    connection: undefined,
    filter: "",
    dialog: undefined,
    busy: [],
    outcomes: {},
    said: undefined,
    alert: undefined,
  };
}

type ReadyEvent = Exclude<Event, { type: "state" | "no-state" }>;

function reduceReady(model: Ready, event: ReadyEvent): Ready {
  switch (event.type) {
    case "section":
      return { ...silent(model), section: event.section, target: undefined };
    case "go-to-field":
      return goToField(model, event.key);
    case "edit":
      return draftChanged(model, { ...model.typed, [event.key]: event.edit }, event.said);
    case "left":
      return model.left.has(event.key) ? model : { ...model, left: new Set([...model.left, event.key]) };
    case "keep":
      return draftChanged(model, without(model.typed, event.key));
    case "discard":
      return { ...draftChanged(model, {}, say("say.discarded")), left: new Set(), showsAll: false };
    case "live-asked":
    case "live-failed":
    case "live-answered":
      return liveChanged(model, event);
    case "ask-again":
      return { ...model, attempt: model.attempt + 1 };
    case "export-form":
      return { ...silent(model), exportForm: { ...model.exportForm, ...event.change } };
    case "filter":
      return { ...model, filter: event.text };
    case "open-dialog":
      return { ...silent(model), dialog: { name: event.name, includeSecrets: false } };
    case "close-dialog":
      return { ...silent(model), dialog: undefined };
    case "consent":
      return model.dialog === undefined
        ? model
        : { ...model, dialog: { ...model.dialog, includeSecrets: event.includeSecrets } };
    case "reachability":
      return reachabilityChanged(model, resultCame(model.reachability, event.result));
    case "asked":
      return actionAsked(model, event.action);
    case "answered":
      return actionAnswered(model, event);
    case "outdated":
      return withoutBusy(model, event.action);
    case "failed":
      return actionFailed(model, event.action, event.code);
  }
}

/** What was said of an earlier draft is not true of this one. */
function draftChanged(model: Ready, typed: Ready["typed"], said?: Said): Ready {
  const { lastRun } = model.reachability;
  return {
    ...silent(model),
    typed,
    said,
    connection: undefined,
    reachability: { status: "none", lastRun },
  };
}

function silent(model: Ready): Ready {
  return { ...model, outcomes: {}, said: undefined, alert: undefined };
}

function without<Value>(record: Readonly<Record<string, Value>>, key: string): Record<string, Value> {
  return Object.fromEntries(Object.entries(record).filter(([each]) => each !== key));
}

function goToField(model: Ready, key: string): Ready {
  const section = model.state.fields.find((field) => field.key === key)?.section;
  if (section === undefined) return model;
  return { ...silent(model), section, target: { key, count: (model.target?.count ?? 0) + 1 } };
}

function liveChanged(model: Ready, event: Extract<Event, { type: `live-${string}` }>): Ready {
  const { value } = model.live[event.name];
  if (event.type !== "live-answered") {
    const status = event.type === "live-asked" ? "asking" : "failed";
    return { ...model, live: { ...model.live, [event.name]: { value, status } } };
  }
  const live = { ...model.live, [event.name]: { value: event.value, status: "answered" } };
  return event.name === "check" ? withValid({ ...model, live }) : { ...model, live };
}

/** Remembers which fields have a value that the check has nothing against. */
function withValid(model: Ready): Ready {
  const wrong = new Set(
    model.live.check.value?.findings.filter(({ severity }) => severity === "error").map(({ key }) => key),
  );
  const valid = model.state.fields.filter((field) => !wrong.has(field.key) && hasValue(model, field));
  return { ...model, beenValid: new Set([...model.beenValid, ...valid.map(({ key }) => key)]) };
}

function reachabilityChanged(model: Ready, reachability: Ready["reachability"]): Ready {
  if (reachability.status !== "finished" || model.reachability.status === "finished") {
    return { ...model, reachability };
  }
  const { reachable, unreachable, notTested } = countResults(reachability);
  const counts = {
    reachable: { count: reachable },
    unreachable: { count: unreachable },
    notTested: { count: notTested },
  };
  return { ...model, reachability, said: say("say.reachability-done", counts) };
}
