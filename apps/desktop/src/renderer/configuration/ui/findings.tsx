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
  /** Away from its field, a finding names it; a report's names its source as well. */
  readonly as?: "named" | "reason" | "whole";
  /** What can be done about one, under it. */
  readonly extra?: (finding: FindingView) => JSX.Element | null;
}

export function Findings({ of: findings, id, as = "named", extra }: FindingsProps): JSX.Element | null {
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
            <English>{messageOf(finding)}</English>
            {extra?.(finding)}
          </div>
        </li>
      ))}
    </ul>
  );

  function messageOf({ key, message }: FindingView): string {
    const label = fields.find((field) => field.key === key)?.label;
    if (as === "whole" || label === undefined) return message;
    // What stands before it is the source and the key.
    const reason = message.split(`${key}: `).at(-1) ?? message;
    return as === "reason" ? reason : `${label}: ${reason}`;
  }
}
