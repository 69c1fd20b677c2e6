/** A value of the report, its status in words, and the weaker values that it won over. */
import type { JSX } from "preact";
import type { ReportView } from "../../../shared/configuration-contract.ts";
import { say } from "../../i18n/configuration-catalogs.ts";
import type { ConfigurationKey } from "../../i18n/configuration-catalogs.ts";
import { reasonsOf } from "../model/reasons.ts";
import type { Explained } from "../model/reasons.ts";
import { useMessages } from "../ui/locale.ts";
import { Code, English, Say } from "../ui/say.tsx";
import { Sign } from "../ui/sign.tsx";
import type { SignName } from "../ui/sign.tsx";

type Losers = ReportView["settings"][number]["losing"];

interface StatusLook {
  readonly label: ConfigurationKey;
  readonly sign: SignName;
}

const STATUSES: Readonly<Record<string, StatusLook>> = {
  ok: { label: "status.ok", sign: "success" },
  "ok-coerced": { label: "status.ok-coerced", sign: "success" },
  blank: { label: "status.blank", sign: "none" },
  "unknown-key": { label: "status.unknown-key", sign: "warning" },
  "wrong-type": { label: "status.wrong-type", sign: "error" },
  malformed: { label: "status.malformed", sign: "error" },
  shadowed: { label: "status.shadowed", sign: "none" },
  "ignored-source": { label: "status.ignored-source", sign: "none" },
  ineffective: { label: "status.ineffective", sign: "none" },
};

/** A status that this window does not know yet is shown as it came. */
export function SettingStatus({ of: status }: { readonly of: string }): JSX.Element {
  const messages = useMessages();
  const look = Object.hasOwn(STATUSES, status) ? STATUSES[status] : undefined;
  if (look === undefined) return <Code>{status}</Code>;
  return (
    <span class={`setting-status ${look.sign}`}>
      <Sign name={look.sign} />
      <span>{messages[look.label]}</span>
    </span>
  );
}

export function ValueOf({ value }: { readonly value: string }): JSX.Element {
  const messages = useMessages();
  return value === "" ? <span class="quiet">{messages["inspector.no-value"]}</span> : <Code>{value}</Code>;
}

export interface ProvenanceProps {
  readonly of: Explained;
  /** The key that has the value. */
  readonly name: string;
}

/** Where a value comes from, and why it is what it is. */
export function Provenance({ of: explained, name }: ProvenanceProps): JSX.Element {
  return (
    <>
      <Code>{explained.source}</Code>
      {reasonsOf(explained, name).map((reason) => (
        <English key={reason}>{reason}</English>
      ))}
    </>
  );
}

export interface LosingProps {
  readonly of: Losers;
  readonly name: string;
}

export function Losing({ of: losing, name }: LosingProps): JSX.Element | null {
  if (losing.length === 0) return null;
  return (
    <details class="disclosure">
      <summary>
        <Say it={say("inspector.losing", { count: { count: losing.length } })} />
      </summary>
      <ul class="losing">
        {losing.map((loser, index) => (
          <li key={`${loser.source} ${index}`}>
            <ValueOf value={loser.value} />
            <SettingStatus of={loser.status} />
            <Provenance of={loser} name={name} />
          </li>
        ))}
      </ul>
    </details>
  );
}
