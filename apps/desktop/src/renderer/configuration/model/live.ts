/** Questions that follow the draft: asked a moment after its last change, and only the last answer counts. */
import type { Answer } from "../../../shared/answer.ts";
import type { ConfigurationBridge } from "../../../shared/configuration-contract.ts";
import { draftOf, exportRequestOf, isReadOnly } from "./draft.ts";
import type { Event, LiveAnswer, LiveName, LiveValues, Model, Ready } from "./model.ts";

const QUIET_MS = 200;

interface Question<Name extends LiveName> {
  readonly name: Name;
  /** What to ask; `undefined` while nobody looks at the answer. */
  readonly inputOf: (model: Ready) => unknown;
  readonly ask: (model: Ready) => Promise<Answer<LiveValues[Name]>>;
}

/** @returns to be called after every change of the model. */
export function followDraft(
  bridge: ConfigurationBridge,
  dispatch: (event: Event) => void,
): (model: Model) => void {
  const followers = [
    follow(dispatch, {
      name: "check",
      // The reader has judged what is managed.
      inputOf: (model) => (isReadOnly(model) ? undefined : draftOf(model)),
      ask: (model) => bridge.check({ values: draftOf(model) }),
    }),
    follow(dispatch, {
      name: "preview",
      inputOf: (model) => (model.section === "export" ? exportRequestOf(model) : undefined),
      ask: (model) => bridge.previewExport(exportRequestOf(model)),
    }),
    follow(dispatch, {
      name: "egress",
      inputOf: (model) => (model.section === "egress" ? draftOf(model) : undefined),
      ask: (model) => bridge.egress({ values: draftOf(model) }),
    }),
  ];
  return (model) => {
    if (model.status === "ready") for (const turn of followers) turn(model);
  };
}

function follow<Name extends LiveName>(
  dispatch: (event: Event) => void,
  { name, inputOf, ask }: Question<Name>,
): (model: Ready) => void {
  let asked: string | undefined;
  let waiting: ReturnType<typeof setTimeout> | undefined;
  const askNow = async (model: Ready, question: string): Promise<void> => {
    dispatch({ type: "live-asked", name });
    const answer = await ask(model).catch(() => undefined);
    if (asked !== question) return;
    dispatch(
      answer?.status === "done"
        ? { type: "live-answered", ...({ name, value: answer.value } as unknown as LiveAnswer) }
        : { type: "live-failed", name },
    );
  };
  return (model) => {
    const input = inputOf(model);
    // The state may change what the same draft amounts to.
    const question =
      input === undefined
        ? undefined
        : JSON.stringify([model.attempt, model.state.report.fingerprint, input]);
    if (question === asked) return;
    const delay = asked === undefined ? 0 : QUIET_MS;
    asked = question;
    clearTimeout(waiting);
    if (question !== undefined) waiting = setTimeout(() => void askNow(model, question), delay);
  };
}
