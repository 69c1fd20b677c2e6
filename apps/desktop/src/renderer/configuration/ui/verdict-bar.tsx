/** Always in view: what the app would do with the draft and why, what was found, and what can be done with it. */
import type { JSX } from "preact";
import type { Checked } from "../../../shared/configuration-contract.ts";
import { hasTyped, isReadOnly } from "../model/draft.ts";
import { verdictOf } from "../model/findings.ts";
import { PlainButton } from "./action-button.tsx";
import { AllFindings } from "./all-findings.tsx";
import { useMessages } from "./locale.ts";
import { LiveValue } from "./live-value.tsx";
import { English } from "./say.tsx";
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
