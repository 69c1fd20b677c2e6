/** How an action ended, beside its button. The same words are read out by the window's regions. */
import type { JSX } from "preact";
import type { ActionId } from "../model/actions.ts";
import { Findings } from "./findings.tsx";
import { Say } from "./say.tsx";
import { Sign } from "./sign.tsx";
import { useWindow } from "./window-context.ts";

export function OutcomeOf({ action }: { readonly action: ActionId }): JSX.Element | null {
  const outcome = useWindow().model.outcomes[action];
  if (outcome === undefined) return null;
  return (
    <div class={`outcome ${outcome.tone}`}>
      <p>
        <Sign name={outcome.tone === "problem" ? "error" : "success"} />
        <span>
          <Say it={outcome.text} />
        </span>
      </p>
      <Findings of={outcome.findings} />
    </div>
  );
}
