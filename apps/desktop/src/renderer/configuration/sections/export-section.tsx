/** A file of the draft for device management, seen before it is saved. */
import type { JSX } from "preact";
import type { Preview } from "../../../shared/configuration-contract.ts";
import { say } from "../../i18n/configuration-catalogs.ts";
import { ActionButton } from "../ui/action-button.tsx";
import { Card } from "../ui/card.tsx";
import { Findings } from "../ui/findings.tsx";
import { LiveValue } from "../ui/live-value.tsx";
import { useMessages } from "../ui/locale.ts";
import { OutcomeOf } from "../ui/outcome.tsx";
import { Code, Say } from "../ui/say.tsx";
import { Sign } from "../ui/sign.tsx";
import { useWindow } from "../ui/window-context.ts";
import { ExportFormCard } from "./export-form.tsx";

export function ExportSection(): JSX.Element {
  const { model } = useWindow();
  return (
    <>
      <ExportFormCard />
      <Card heading={useMessages()["export.preview"]}>
        <LiveValue of={model.live.preview} asking="export.preview-asking" failed="export.preview-failed">
          {(preview) => (preview.status === "ready" ? <File of={preview} /> : <Refused of={preview} />)}
        </LiveValue>
        <OutcomeOf action="save-export" />
      </Card>
    </>
  );
}

function File({ of: file }: { readonly of: Extract<Preview, { status: "ready" }> }): JSX.Element {
  const messages = useMessages();
  return (
    <>
      <Findings of={file.findings} />
      <pre class="preview" tabIndex={0} role="region" aria-label={messages["export.preview"]} dir="ltr">
        {file.text}
      </pre>
      <div class="save">
        <p>
          <Code>{file.fileName}</Code>{" "}
          <span class="quiet">
            <Say it={say("export.size", { size: { count: file.bytes } })} />
          </span>
        </p>
        <ActionButton action="save-export" label="export.save" busyLabel="action.saving" rank="primary" />
      </div>
    </>
  );
}

function Refused({
  of: { findings },
}: {
  readonly of: Extract<Preview, { status: "refused" }>;
}): JSX.Element {
  return (
    <>
      <p class="refused">
        <Sign name="error" />
        <span>{useMessages()["export.refused"]}</span>
      </p>
      <Findings of={findings} />
    </>
  );
}
