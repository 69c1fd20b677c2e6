/** What was found in the draft: counted by severity, and on demand each finding with the way to its field. */
import type { JSX } from "preact";
import type { Checked, FindingView } from "../../../shared/configuration-contract.ts";
import { say } from "../../i18n/configuration-catalogs.ts";
import { countOf } from "../model/findings.ts";
import { Findings } from "./findings.tsx";
import { useMessages } from "./locale.ts";
import { Say } from "./say.tsx";
import { Sign } from "./sign.tsx";
import { useWindow } from "./window-context.ts";

const COUNTS = [
  ["error", "bar.errors"],
  ["warning", "bar.warnings"],
  ["info", "bar.notes"],
] as const;

export function AllFindings({ of: findings }: { readonly of: Checked["findings"] }): JSX.Element {
  const messages = useMessages();
  return (
    <details class="disclosure all-findings">
      <summary class="counts">
        {COUNTS.map(([severity, label]) => {
          const count = countOf(findings, severity);
          return count === 0 ? undefined : (
            <span key={severity} class={`count ${severity}`}>
              <Sign name={severity} />
              <span>
                <Say it={say(label, { count: { count } })} />
              </span>
            </span>
          );
        })}
      </summary>
      <div class="all-findings-list" role="region" aria-label={messages["bar.findings"]} tabIndex={0}>
        <Findings of={findings} extra={(finding) => <GoToField finding={finding} />} />
      </div>
    </details>
  );
}

function GoToField({ finding: { key } }: { readonly finding: FindingView }): JSX.Element | null {
  const { model, dispatch } = useWindow();
  const field = model.state.fields.find((each) => each.key === key);
  if (field === undefined) return null;
  return (
    <button type="button" class="link" onClick={() => dispatch({ type: "go-to-field", key: field.key })}>
      <Say it={say("bar.go-to", { label: field.label })} />
    </button>
  );
}
