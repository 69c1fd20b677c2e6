/** Form fields with label, hint and problem tied together, and the summary of problems above a form. */

import { html } from "./html.ts";
import type { Html } from "./html.ts";

/** Something that keeps a form from being accepted; of a field by its name, or of the whole form. */
export interface Problem {
  readonly field?: string | undefined;
  readonly message: string;
}

interface FieldBase {
  readonly name: string;
  readonly label: string;
  readonly value: string;
  readonly hint?: string | undefined;
  readonly required?: boolean | undefined;
  readonly testId?: string | undefined;
  readonly autofocus?: boolean | undefined;
}

export interface TextField extends FieldBase {
  readonly kind: "text";
  readonly type?: "text" | "password" | "email" | "search" | undefined;
  /** "short" or "code". */
  readonly look?: "short" | "code" | undefined;
  /** What password managers and browsers may fill in; nothing by default. */
  readonly autocomplete?: string | undefined;
  readonly maxLength?: number | undefined;
  readonly suggestions?: readonly string[] | undefined;
}

export interface AreaField extends FieldBase {
  readonly kind: "area";
  readonly rows: number;
}

export interface Option {
  readonly value: string;
  readonly label: string;
  readonly group?: string | undefined;
}

export interface SelectField extends FieldBase {
  readonly kind: "select";
  readonly options: readonly Option[];
}

/** `value` is "on" when it is checked. */
export interface CheckField extends FieldBase {
  readonly kind: "check";
}

export type Field = TextField | AreaField | SelectField | CheckField;

/** The one for a password that exists; it is never filled in. */
export function passwordField(testId: string): TextField {
  return {
    kind: "text",
    type: "password",
    name: "password",
    label: "Password",
    value: "",
    autocomplete: "current-password",
    required: true,
    autofocus: true,
    testId,
  };
}

export function fieldView(field: Field, problems: readonly Problem[] = []): Html {
  const wrong = problems.filter((problem) => problem.field === field.name);
  const id = fieldId(field.name);
  const described = [
    ...(field.hint === undefined ? [] : [`${id}-hint`]),
    ...(wrong.length > 0 ? [`${id}-wrong`] : []),
  ];
  const attributes = html`id="${id}" name="${field.name}"
  ${field.testId === undefined ? undefined : html`data-testid="${field.testId}"`}
  ${described.length > 0 ? html`aria-describedby="${described.join(" ")}"` : undefined}
  ${wrong.length > 0 ? html`aria-invalid="true"` : undefined}
  ${field.required === true ? html`required` : undefined}
  ${field.autofocus === true && problems.length === 0 ? html`autofocus` : undefined}`;
  const label = html`<label for="${id}">${field.label}</label>`;
  const hint = field.hint === undefined ? undefined : html`<p class="hint" id="${id}-hint">${field.hint}</p>`;
  const message =
    wrong.length > 0
      ? html`<p class="wrong" id="${id}-wrong">${wrong.map((problem) => problem.message).join("\n")}</p>`
      : undefined;
  if (field.kind === "check")
    return html`<div class="field">
      ${message}
      <div class="choice">
        <input type="checkbox" ${attributes} ${field.value === "on" ? html`checked` : undefined} />${label}
      </div>
      ${hint}
    </div>`;
  return html`<div class="field">${label} ${hint} ${message} ${control(field, attributes)}</div>`;
}

/** Announced and focused when the page opens; each problem leads to its field. */
export function errorSummary(problems: readonly Problem[]): Html | undefined {
  const [first] = problems;
  if (first === undefined) return undefined;
  return html`<div class="alert" role="alert" tabindex="-1" autofocus>
    ${
      problems.length === 1
        ? html`<p>${problemLink(first)}</p>`
        : html`<h2>${problems.length} things to correct</h2>
            <ul>
              ${problems.map((problem) => html`<li>${problemLink(problem)}</li>`)}
            </ul>`
    }
  </div>`;
}

/** A form's value as it was typed; empty when it was not sent. */
export function typed(form: URLSearchParams, name: string): string {
  return form.get(name) ?? "";
}

function problemLink({ field, message }: Problem): Html {
  return field === undefined
    ? html`<span data-testid="problem">${message}</span>`
    : html`<a href="#${fieldId(field)}" data-testid="problem">${message}</a>`;
}

function fieldId(name: string): string {
  return `field-${name.replaceAll("_", "-")}`;
}

function control(field: Exclude<Field, CheckField>, attributes: Html): Html {
  if (field.kind === "area")
    // The parser drops the first line break of a text area.
    return html`<textarea rows="${field.rows}" spellcheck="false" ${attributes}>${field.value}</textarea>`;
  if (field.kind === "select")
    return html`<select ${attributes}>
      ${groupedOptions(field.options, field.value)}
    </select>`;
  const { type = "text", look, autocomplete = "off", maxLength = 256, suggestions = [] } = field;
  const listId = `${fieldId(field.name)}-list`;
  return html`<input
      type="${type}"
      class="${look}"
      value="${type === "password" ? "" : field.value}"
      autocomplete="${autocomplete}"
      autocapitalize="${look === "code" ? "characters" : "none"}"
      spellcheck="false"
      maxlength="${maxLength}"
      ${suggestions.length > 0 ? html`list="${listId}"` : undefined}
      ${attributes}
    />${
      suggestions.length > 0
        ? html`<datalist id="${listId}">
            ${suggestions.map((text) => html`<option value="${text}"></option>`)}
          </datalist>`
        : undefined
    }`;
}

function groupedOptions(options: readonly Option[], value: string): readonly Html[] {
  const groups = Map.groupBy(options, ({ group }) => group ?? "");
  return [...groups].map(([group, members]) => {
    const list = members.map(
      (option) =>
        html`<option value="${option.value}" ${option.value === value ? html`selected` : undefined}>
          ${option.label}
        </option>`,
    );
    return group === "" ? html`${list}` : html`<optgroup label="${group}">${list}</optgroup>`;
  });
}
