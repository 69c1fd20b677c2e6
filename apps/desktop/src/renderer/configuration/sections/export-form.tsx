/** What is exported: the kind of file, and the choices that this kind takes. */
import type { JSX } from "preact";
import { hasSecret, includesSecrets } from "../model/draft.ts";
import { traitsOf } from "../model/export-formats.ts";
import { Card } from "../ui/card.tsx";
import { Consent } from "../ui/consent.tsx";
import { useMessages } from "../ui/locale.ts";
import { useWindow } from "../ui/window-context.ts";
import { FormatChoice, ScopeChoice } from "./export-choices.tsx";
import type { Change } from "./export-choices.tsx";

export function ExportFormCard(): JSX.Element {
  const { model, dispatch } = useWindow();
  const form = model.exportForm;
  const traits = traitsOf(form.format);
  const change: Change = (changed) => dispatch({ type: "export-form", change: changed });
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
