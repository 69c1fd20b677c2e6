/** The hosts that a firewall has to let out, and whether they and Bedrock can be reached from here. */
import type { JSX } from "preact";
import type { EgressView } from "../../../shared/configuration-contract.ts";
import { ActionButton } from "../ui/action-button.tsx";
import { Card } from "../ui/card.tsx";
import { LiveValue } from "../ui/live-value.tsx";
import { useMessages } from "../ui/locale.ts";
import { OutcomeOf } from "../ui/outcome.tsx";
import { Code, English } from "../ui/say.tsx";
import { useWindow } from "../ui/window-context.ts";
import { ConnectionCard } from "./connection-card.tsx";
import { EgressTable } from "./egress-table.tsx";
import { ReachabilityPart } from "./reachability-part.tsx";

export function EgressSection(): JSX.Element {
  return (
    <>
      <LiveValue of={useWindow().model.live.egress} asking="egress.asking" failed="egress.failed">
        {(egress) => <Requirements of={egress} />}
      </LiveValue>
      <ConnectionCard />
    </>
  );
}

function Requirements({ of: egress }: { readonly of: EgressView }): JSX.Element {
  const messages = useMessages();
  return (
    <>
      <Card heading={messages["egress.hosts"]}>
        {egress.hosts.length === 0 ? (
          <p class="quiet">{messages["egress.none"]}</p>
        ) : (
          <>
            <EgressTable hosts={egress.hosts} />
            <div class="actions">
              <ActionButton action="copy-egress" label="egress.copy" />
              <ActionButton action="save-egress" label="egress.save" busyLabel="action.saving" />
            </div>
            <OutcomeOf action="copy-egress" />
            <OutcomeOf action="save-egress" />
            <ReachabilityPart />
          </>
        )}
      </Card>
      <Notes of={egress.notes} />
      <SandboxHosts of={egress.sandboxHosts} />
    </>
  );
}

function Notes({ of: notes }: { readonly of: EgressView["notes"] }): JSX.Element | null {
  const messages = useMessages();
  if (notes.length === 0) return null;
  return (
    <Card heading={messages["egress.notes"]}>
      <ul class="plain-list">
        {notes.map((note) => (
          <li key={note}>
            <English>{note}</English>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function SandboxHosts({ of: hosts }: { readonly of: EgressView["sandboxHosts"] }): JSX.Element | null {
  const messages = useMessages();
  if (hosts.length === 0) return null;
  return (
    <Card heading={messages["egress.sandbox"]}>
      <ul class="plain-list">
        {hosts.map((host) => (
          <li key={host}>
            <Code>{host}</Code>
          </li>
        ))}
      </ul>
    </Card>
  );
}
