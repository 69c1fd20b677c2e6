/** What a person can ask the main process for with a button, each as its one call of the bridge. */
import type { Answer } from "../../../shared/answer.ts";
import type {
  Applied,
  ConfigurationBridge,
  ConnectionTest,
  Saved,
} from "../../../shared/configuration-contract.ts";
import { draftOf, exportRequestOf, includesSecrets } from "./draft.ts";
import type { Ready } from "./model.ts";

type Nothing = Record<string, never>;

/** What each action gives when it is done. */
export interface ActionValues {
  readonly reload: Nothing;
  readonly "copy-report": Nothing;
  readonly "save-export": Saved;
  readonly "copy-egress": Nothing;
  readonly "save-egress": Saved;
  readonly "test-reachability": { readonly run: number };
  readonly "stop-reachability": Nothing;
  readonly "test-connection": ConnectionTest;
  readonly apply: Applied;
  readonly "remove-local": Applied;
}

export type ActionId = keyof ActionValues;

export type ActionAnswer = {
  [Id in ActionId]: { readonly action: Id; readonly value: ActionValues[Id] };
}[ActionId];

type Call<Id extends ActionId> = (
  bridge: ConfigurationBridge,
  model: Ready,
) => Promise<Answer<ActionValues[Id]>>;

const CALLS: { readonly [Id in ActionId]: Call<Id> } = {
  reload: (bridge) => bridge.reload(),
  "copy-report": (bridge) => bridge.copyReport(),
  "save-export": (bridge, model) => bridge.saveExport(exportRequestOf(model)),
  "copy-egress": (bridge, model) => bridge.copyEgress({ values: draftOf(model) }),
  "save-egress": (bridge, model) => bridge.saveEgress({ values: draftOf(model) }),
  "test-reachability": (bridge, model) => bridge.testReachability({ values: draftOf(model) }),
  "stop-reachability": (bridge) => bridge.stopReachability(),
  "test-connection": (bridge, model) => bridge.testConnection({ values: draftOf(model) }),
  apply: (bridge, model) =>
    bridge.apply({ values: draftOf(model), includeSecrets: includesSecrets(model, model.dialog) }),
  "remove-local": (bridge) => bridge.removeLocal(),
};

export async function perform(
  bridge: ConfigurationBridge,
  model: Ready,
  action: ActionId,
): Promise<Answer<ActionAnswer>> {
  const answer: Answer<unknown> = await CALLS[action](bridge, model);
  if (answer.status === "failed") return answer;
  return { status: "done", value: { action, value: answer.value } as ActionAnswer };
}
