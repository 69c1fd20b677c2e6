/** Findings of the core: each with its severity in a word and a sign. */
import type { JSX } from "preact";
import type { FindingView } from "../../../shared/configuration-contract.ts";
import { sorted } from "../model/findings.ts";
import { useMessages } from "./locale.ts";
import { English } from "./say.tsx";
import { Sign } from "./sign.tsx";
import { useWindow } from "./window-context.ts";

export interface FindingsProps {
  readonly of: readonly FindingView[];
  readonly id?: string;
  /** Away from their fields, findings name them. */
  readonly names?: boolean;
  /** What can be done about one, under it. */
  readonly extra?: (finding: FindingView) => JSX.Element | null;
}

export function Findings({ of: findings, id, names = true, extra }: FindingsProps): JSX.Element | null {
  const { fields } = useWindow().model.state;
  const messages = useMessages();
  if (findings.length === 0) return null;
  return (
    <ul class="findings" {...(id === undefined ? {} : { id })}>
      {sorted(findings).map((finding) => (
        <li key={`${finding.code} ${finding.key} ${finding.message}`} class={`finding ${finding.severity}`}>
          <Sign name={finding.severity} />
          <div>
            <strong>{messages[`severity.${finding.severity}`]}</strong>{" "}
            <English>{names ? named(finding) : finding.message}</English>
            {extra?.(finding)}
          </div>
        </li>
      ))}
    </ul>
  );

  function named({ key, message }: FindingView): string {
    const label = fields.find((field) => field.key === key)?.label;
    return label === undefined ? message : `${label}: ${message}`;
  }
}
