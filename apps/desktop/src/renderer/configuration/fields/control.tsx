/** The control of a field, by its type. */
import type { JSX } from "preact";
import type { FieldView } from "../../../shared/configuration-contract.ts";
import type { Said } from "../../i18n/configuration-catalogs.ts";
import type { Edit } from "../model/edit.ts";
import { ChoiceControl } from "./choice-control.tsx";
import { FlagControl } from "./flag-control.tsx";
import { LinesControl, TextControl } from "./text-control.tsx";
import { ModelList } from "./model-list.tsx";
import { PairList } from "./pair-list.tsx";

export interface ControlProps {
  readonly field: FieldView;
  readonly edit: Edit;
  readonly isReadOnly: boolean;
  readonly isWithheld: boolean;
  readonly isInvalid: boolean;
  readonly labelledBy: string;
  readonly describedBy: string;
  readonly change: (edit: Edit, said?: Said) => void;
}

/** Several controls under one name, rather than one with a label. */
export function isGroup({ type, rule }: FieldView): boolean {
  return type === "object" || (type === "list" && rule === "models");
}

export function controlOf(props: ControlProps): JSX.Element {
  const { edit, field } = props;
  switch (edit.kind) {
    case "text":
      return field.choices === undefined ? (
        <TextControl {...props} text={edit.text} />
      ) : (
        <ChoiceControl {...props} text={edit.text} choices={field.choices} />
      );
    case "flag":
      return <FlagControl {...props} flag={edit.flag} />;
    case "lines":
      return <LinesControl {...props} text={edit.text} />;
    case "models":
      return <ModelList {...props} rows={edit.rows} />;
    case "pairs":
      return <PairList {...props} rows={edit.rows} />;
  }
}

/** What every control of one element says of itself. */
export function attributesOf({ field, isInvalid, describedBy }: ControlProps): {
  readonly id: string;
  readonly "aria-invalid": boolean;
  readonly "aria-describedby": string;
} {
  return { id: field.key, "aria-invalid": isInvalid, "aria-describedby": describedBy };
}
