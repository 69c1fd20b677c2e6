/** Always in view: what the app would do with the draft and why, what was found, and what can be done with it. */
import type { JSX } from "preact";
import type { Checked, FindingView } from "../../../shared/configuration-contract.ts";
import { say } from "../../i18n/configuration-catalogs.ts";
import { hasTyped, isReadOnly } from "../model/draft.ts";
import { countOf, verdictOf } from "../model/findings.ts";
import { PlainButton } from "./action-button.tsx";
import { Findings } from "./findings.tsx";
import { useMessages } from "./locale.ts";
import { LiveValue } from "./live-value.tsx";
import { English, Say } from "./say.tsx";
import { Sign } from "./sign.tsx";
import { useWindow } from "./window-context.ts";

export function VerdictBar(): JSX.Element {
  const { model } = useWindow();
  const messages = useMessages();
  return (
    <section class="bar" aria-label={messages["bar.label"]}>
      <div class="verdict">
        <LiveValue of={verdictOf(model)} asking="bar.checking" failed="bar.failed">
          {(checked) => <Verdict of={checked} />}
        </LiveValue>
      </div>
      <BarActions />
    </section>
  );
}

function Verdict({ of: checked }: { readonly of: Checked }): JSX.Element {
  const { model } = useWindow();
  const messages = useMessages();
  return (
    <>
      <p class="mode">
        <span class="badge">{messages[isReadOnly(model) ? "bar.in-force" : "bar.draft"]}</span>
        <strong>{messages[`mode.${checked.mode}`]}</strong>
        <English class="quiet">{checked.reason}</English>
      </p>
      {checked.findings.length === 0 ? (
        <p class="counts">
          <span class="count success">
            <Sign name="success" />
            {messages["bar.no-findings"]}
          </span>
        </p>
      ) : (
        <AllFindings of={checked.findings} />
      )}
    </>
  );
}

const COUNTS = [
  ["error", "bar.errors"],
  ["warning", "bar.warnings"],
  ["info", "bar.notes"],
] as const;

function AllFindings({ of: findings }: { readonly of: Checked["findings"] }): JSX.Element {
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

function BarActions(): JSX.Element {
  const { model, dispatch } = useWindow();
  const messages = useMessages();
  if (isReadOnly(model)) {
    return (
      <p class="bar-managed">
        <Sign name="lock" />
        <span>{messages["bar.managed"]}</span>
      </p>
    );
  }
  return (
    <div class="actions">
      {hasTyped(model) && (
        <PlainButton label="bar.discard" rank="quiet" onClick={() => dispatch({ type: "discard" })} />
      )}
      {model.state.origin === "local" && (
        <PlainButton label="bar.remove" onClick={() => dispatch({ type: "open-dialog", name: "remove" })} />
      )}
      <PlainButton
        label="bar.apply"
        rank="primary"
        onClick={() => dispatch({ type: "open-dialog", name: "apply" })}
      />
    </div>
  );
}
