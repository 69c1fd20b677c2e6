/** The draft as the window shows it and as it is sent: what was typed over what is in force. */
import type { Draft, ExportRequest, FieldView } from "../../../shared/configuration-contract.ts";
import { editOf, valueOf } from "./edit.ts";
import type { DraftValue, Edit } from "./edit.ts";
import { traitsOf } from "./export-formats.ts";
import type { Ready } from "./model.ts";

export type DraftModel = Pick<Ready, "state" | "typed">;

/** What managed values say is shown as it is: what was typed before waits until nobody manages them. */
export function isReadOnly({ state }: DraftModel): boolean {
  return state.origin === "managed";
}

export function shownEdit(model: DraftModel, field: FieldView): Edit {
  const typed = isReadOnly(model) ? undefined : model.typed[field.key];
  return typed ?? editOf(field, model.state.values[field.key]);
}

/** A value is in force and is not shown, and nothing was typed in its place. */
export function isWithheld(model: DraftModel, { key }: FieldView): boolean {
  return model.state.withheld.includes(key) && (isReadOnly(model) || !(key in model.typed));
}

/**
 * What is sent to be checked, exported or applied. A withheld key that is not in it is left as it is; an empty text says that
 * its value is to go.
 */
export function draftOf(model: DraftModel): Draft {
  const values: Draft = {};
  for (const field of model.state.fields) {
    const value = valueOf(field, shownEdit(model, field)) ?? emptied(model, field);
    if (value !== undefined) values[field.key] = value;
  }
  return values;
}

function emptied(model: DraftModel, { key }: FieldView): DraftValue | undefined {
  const isGone = !isReadOnly(model) && model.state.withheld.includes(key) && key in model.typed;
  return isGone ? "" : undefined;
}

export function hasTyped(model: DraftModel): boolean {
  return !isReadOnly(model) && Object.keys(model.typed).length > 0;
}

/** A secret of the draft, typed or withheld: files hold it only with consent. */
export function hasSecret(model: DraftModel): boolean {
  return model.state.fields.some(
    (field) => isSecretField(field) && (isWithheld(model, field) || hasValue(model, field)),
  );
}

/** An object of texts may hold credentials. */
export function isSecretField({ type }: FieldView): boolean {
  return type === "secret" || type === "object";
}

export function hasValue(model: DraftModel, field: FieldView): boolean {
  return valueOf(field, shownEdit(model, field)) !== undefined;
}

/** Consent counts only while there is something that it is about. */
export function includesSecrets(
  model: DraftModel,
  form: { readonly includeSecrets?: boolean } | undefined,
): boolean {
  return form?.includeSecrets === true && hasSecret(model);
}

export function exportRequestOf(model: DraftModel & Pick<Ready, "exportForm">): ExportRequest {
  const { exportForm: form } = model;
  const traits = traitsOf(form.format);
  const organization = form.organization.trim();
  return {
    values: draftOf(model),
    format: form.format,
    scope: traits.hasScope ? form.scope : "machine",
    ...(traits.hasOrganization && organization !== "" ? { organization } : {}),
    includeSecrets: traits.hasValues && includesSecrets(model, form),
  };
}
