/** One field of the catalogue: label, control by type, help and findings, tied together for those who listen. */
import type { JSX, TargetedFocusEvent } from "preact";
import type { FieldView } from "../../../shared/configuration-contract.ts";
import { isReadOnly, isSecretField, isWithheld, shownEdit } from "../model/draft.ts";
import { findingsUnder } from "../model/findings.ts";
import { Findings } from "../ui/findings.tsx";
import { Code, English, Say } from "../ui/say.tsx";
import { useWindow } from "../ui/window-context.ts";
import { say } from "../../i18n/configuration-catalogs.ts";
import { controlOf, isGroup } from "./control.tsx";
import type { ControlProps } from "./control.tsx";
import { WithheldNote } from "./withheld-note.tsx";

export function Field({ field }: { readonly field: FieldView }): JSX.Element {
  const { model, dispatch } = useWindow();
  const findings = findingsUnder(model, field.key);
  const ids = { label: `${field.key}-label`, help: `${field.key}-help`, findings: `${field.key}-findings` };
  const props: ControlProps = {
    field,
    edit: shownEdit(model, field),
    isReadOnly: isReadOnly(model),
    isWithheld: isWithheld(model, field),
    isInvalid: findings.some(({ severity }) => severity === "error"),
    labelledBy: ids.label,
    describedBy: findings.length > 0 ? `${ids.findings} ${ids.help}` : ids.help,
    change: (edit, said) =>
      dispatch({ type: "edit", key: field.key, edit, ...(said === undefined ? {} : { said }) }),
  };
  return (
    <div class="field" data-key={field.key} onFocusOut={leave}>
      <FieldLabel field={field} id={ids.label} />
      {isSecretField(field) && <WithheldNote field={field} />}
      {controlOf(props)}
      <Help field={field} id={ids.help} />
      <Findings of={findings} id={ids.findings} as="reason" />
    </div>
  );

  function leave({ currentTarget, relatedTarget }: TargetedFocusEvent<HTMLDivElement>): void {
    if (relatedTarget instanceof Node && currentTarget.contains(relatedTarget)) return;
    dispatch({ type: "left", key: field.key });
  }
}

function FieldLabel({ field, id }: { readonly field: FieldView; readonly id: string }): JSX.Element {
  const name = <English id={id}>{field.label}</English>;
  return (
    <div class="field-label">
      {isGroup(field) ? <span>{name}</span> : <label htmlFor={field.key}>{name}</label>}
      <Code>{field.key}</Code>
    </div>
  );
}

function Help({ field, id }: { readonly field: FieldView; readonly id: string }): JSX.Element {
  const { range } = field;
  return (
    <p class="help" id={id}>
      <English>{field.help}</English>{" "}
      {range !== undefined && (
        <Say it={say("field.range", { from: { count: range[0] }, to: { count: range[1] } })} />
      )}
      {field.type === "list" && field.rule !== "models" && <Say it={say("field.one-per-line")} />}
    </p>
  );
}
