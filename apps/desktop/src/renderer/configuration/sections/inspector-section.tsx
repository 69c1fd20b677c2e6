/** The policy in force on this computer: what holds, where it comes from and why. */
import type { JSX } from "preact";
import { ActionButton } from "../ui/action-button.tsx";
import { Card } from "../ui/card.tsx";
import { DataTable } from "../ui/data-table.tsx";
import { Findings } from "../ui/findings.tsx";
import { useMessages } from "../ui/locale.ts";
import { OutcomeOf } from "../ui/outcome.tsx";
import { Code, English } from "../ui/say.tsx";
import { Sign } from "../ui/sign.tsx";
import { useWindow } from "../ui/window-context.ts";
import { SettingsCard } from "./inspector-settings.tsx";

export function InspectorSection(): JSX.Element {
  const { report } = useWindow().model.state;
  const messages = useMessages();
  return (
    <>
      <ModeCard />
      <Card heading={messages["inspector.sources"]}>
        <Sources />
      </Card>
      <SettingsCard />
      {report.findings.length > 0 && (
        <Card heading={messages["inspector.findings"]}>
          <Findings of={report.findings} as="whole" />
        </Card>
      )}
    </>
  );
}

function ModeCard(): JSX.Element {
  const { report } = useWindow().model.state;
  const messages = useMessages();
  return (
    <Card heading={messages["inspector.mode"]}>
      <p class="mode">
        <strong>{messages[`mode.${report.mode}`]}</strong> <English>{report.reason}</English>
      </p>
      <dl class="details">
        <div>
          <dt>{messages["inspector.fingerprint"]}</dt>
          <dd>
            <Code>{report.fingerprint}</Code>
          </dd>
        </div>
      </dl>
      <div class="actions">
        <ActionButton action="copy-report" label="inspector.copy" />
        <ActionButton action="reload" label="inspector.reload" busyLabel="action.reading" />
      </div>
      <OutcomeOf action="copy-report" />
      <OutcomeOf action="reload" />
    </Card>
  );
}

function Sources(): JSX.Element {
  const { sources } = useWindow().model.state.report;
  const messages = useMessages();
  if (sources.length === 0) return <p class="quiet">{messages["inspector.no-sources"]}</p>;
  return (
    <DataTable
      label={messages["inspector.sources"]}
      name="sources"
      columns={[
        messages["inspector.source"],
        messages["inspector.scope"],
        messages["inspector.status"],
        messages["inspector.format"],
        messages["inspector.in-force"],
      ]}
      rows={sources.map(({ name, scope, status, format, inForce }) => ({
        id: `${scope} ${name}`,
        cells: [
          <Code>{name}</Code>,
          messages[`source-scope.${scope}`],
          <span class={`source-status ${status}`}>
            {status !== "read" && status !== "absent" && <Sign name="error" />}
            <span>{messages[`source.${status}`]}</span>
          </span>,
          format === undefined ? "–" : <Code>{format}</Code>,
          messages[inForce ? "field.yes" : "field.no"],
        ],
      }))}
    />
  );
}
