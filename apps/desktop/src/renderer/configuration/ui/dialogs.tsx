/** The two questions before something on this computer changes, in native dialogs. */
import type { ComponentChildren, JSX } from "preact";
import type { ConfigurationKey } from "../../i18n/configuration-catalogs.ts";
import { Modal } from "../../ui/modal.tsx";
import type { ActionId } from "../model/actions.ts";
import { hasSecret, includesSecrets } from "../model/draft.ts";
import { countOf, verdictOf } from "../model/findings.ts";
import type { Dialog } from "../model/model.ts";
import { ActionButton, PlainButton } from "./action-button.tsx";
import { Consent } from "./consent.tsx";
import { useMessages } from "./locale.ts";
import { OutcomeOf } from "./outcome.tsx";
import { Regions } from "./regions.tsx";
import { Sign } from "./sign.tsx";
import { useWindow } from "./window-context.ts";

export function ApplyDialog(): JSX.Element {
  const { model, dispatch } = useWindow();
  const hasErrors = countOf(verdictOf(model).value?.findings ?? [], "error") > 0;
  return (
    <Question
      name="apply"
      action="apply"
      sentences={["apply.body", "apply.restart", "apply.managed"]}
      busyLabel="action.applying"
    >
      {hasErrors && <Caution text="apply.errors" />}
      {hasSecret(model) && (
        <Consent
          id="apply-secrets-warning"
          warning="apply.secrets.warning"
          isGiven={includesSecrets(model, model.dialog)}
          give={(includeSecrets) => dispatch({ type: "consent", includeSecrets })}
        />
      )}
    </Question>
  );
}

export function RemoveDialog(): JSX.Element {
  return (
    <Question
      name="remove"
      action="remove-local"
      sentences={["remove.body", "remove.restart"]}
      busyLabel="action.removing"
    />
  );
}

interface QuestionProps {
  readonly name: Dialog["name"];
  readonly action: ActionId;
  readonly sentences: readonly ConfigurationKey[];
  readonly busyLabel: ConfigurationKey;
  readonly children?: ComponentChildren;
}

/** The regions are inside, because all else cannot be read meanwhile. */
function Question({ name, action, sentences, busyLabel, children }: QuestionProps): JSX.Element {
  const { model, dispatch } = useWindow();
  const messages = useMessages();
  const isOpen = model.dialog?.name === name;
  const isDone = model.outcomes[action]?.tone === "success";
  const close = (): void => dispatch({ type: "close-dialog" });
  return (
    <Modal name={name} heading={messages[`${name}.heading`]} isOpen={isOpen} close={close}>
      {sentences.map((sentence) => (
        <p key={sentence}>{messages[sentence]}</p>
      ))}
      {!isDone && children}
      <OutcomeOf action={action} />
      <div class="actions">
        <PlainButton label={isDone ? "dialog.close" : "dialog.cancel"} rank="quiet" onClick={close} />
        {!isDone && (
          <ActionButton action={action} label={`${name}.confirm`} busyLabel={busyLabel} rank="primary" />
        )}
      </div>
      <Regions />
    </Modal>
  );
}

function Caution({ text }: { readonly text: ConfigurationKey }): JSX.Element {
  return (
    <p class="caution">
      <Sign name="warning" />
      <span>{useMessages()[text]}</span>
    </p>
  );
}
