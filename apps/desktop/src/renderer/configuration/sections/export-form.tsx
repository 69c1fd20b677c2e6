/** What is exported: the kind of file, and the choices that this kind takes. */
import type { JSX } from "preact";
import { hasSecret, includesSecrets } from "../model/draft.ts";
import { EXPORT_FORMATS, traitsOf } from "../model/export-formats.ts";
import type { ExportForm, FormatTraits } from "../model/export-formats.ts";
import { Card } from "../ui/card.tsx";
import { Consent } from "../ui/consent.tsx";
import { useMessages } from "../ui/locale.ts";
import { useWindow } from "../ui/window-context.ts";

export function ExportFormCard(): JSX.Element {
  const { model, dispatch } = useWindow();
  const form = model.exportForm;
  const traits = traitsOf(form.format);
  const change = (changed: Partial<ExportForm>): void => dispatch({ type: "export-form", change: changed });
  return (
    <Card>
      <FormatChoice chosen={form.format} change={change} />
      {traits.hasScope && <ScopeChoice chosen={form.scope} change={change} />}
      {traits.hasOrganization && <Organization text={form.organization} change={change} />}
      {traits.hasValues && hasSecret(model) && (
        <Consent
          id="export-secrets-warning"
          warning="export.secrets.warning"
          isGiven={includesSecrets(model, form)}
          give={(includeSecrets) => change({ includeSecrets })}
        />
      )}
    </Card>
  );
}

type Change = (changed: Partial<ExportForm>) => void;

function FormatChoice({ chosen, change }: { readonly chosen: string; readonly change: Change }): JSX.Element {
  return (
    <fieldset class="choices">
      <legend>{useMessages()["export.format"]}</legend>
      {EXPORT_FORMATS.map((traits) => (
        <FormatOption
          key={traits.format}
          traits={traits}
          isChosen={traits.format === chosen}
          choose={() => change({ format: traits.format })}
        />
      ))}
    </fieldset>
  );
}

interface FormatOptionProps {
  readonly traits: FormatTraits;
  readonly isChosen: boolean;
  readonly choose: () => void;
}

function FormatOption({ traits: { format }, isChosen, choose }: FormatOptionProps): JSX.Element {
  const messages = useMessages();
  const { ownFormat } = useWindow().model.state;
  return (
    <label class="choice">
      <input type="radio" name="format" value={format} checked={isChosen} onChange={choose} />
      <span>
        {messages[`format.${format}`]}
        <span class="quiet">
          {messages[`format.${format}.for`]}
          {format === ownFormat && ` · ${messages["export.own"]}`}
        </span>
      </span>
    </label>
  );
}

function ScopeChoice({
  chosen,
  change,
}: {
  readonly chosen: ExportForm["scope"];
  readonly change: Change;
}): JSX.Element {
  const messages = useMessages();
  return (
    <fieldset class="choices">
      <legend>{messages["export.scope"]}</legend>
      {(["machine", "user"] as const).map((scope) => (
        <label key={scope} class="choice">
          <input
            type="radio"
            name="scope"
            value={scope}
            checked={scope === chosen}
            onChange={() => change({ scope })}
          />
          <span>{messages[`scope.${scope}`]}</span>
        </label>
      ))}
    </fieldset>
  );
}

function Organization({ text, change }: { readonly text: string; readonly change: Change }): JSX.Element {
  const messages = useMessages();
  return (
    <div class="field">
      <div class="field-label">
        <label htmlFor="organization">{messages["export.organization"]}</label>
      </div>
      <input
        id="organization"
        class="input"
        type="text"
        dir="auto"
        maxLength={255}
        autocomplete="organization"
        aria-describedby="organization-help"
        value={text}
        onInput={({ currentTarget }) => change({ organization: currentTarget.value })}
      />
      <p class="help" id="organization-help">
        {messages["export.organization.help"]}
      </p>
    </div>
  );
}
