/** The settings of an instance, as a form made from their rules: a setting that is new needs nothing here. */

import type { WireResponse } from "../../core/wire.ts";
import { instanceSettingRules } from "../../seed/settings.ts";
import type { SettingRule } from "../../seed/settings.ts";
import { fieldView, typed } from "../forms.ts";
import type { Problem } from "../forms.ts";
import { html } from "../html.ts";
import type { Html } from "../html.ts";
import { formatDuration, parseDuration } from "../times.ts";
import { adminForm, done, showPage } from "./admin-visit.ts";
import type { AdminPages, AdminVisit } from "./admin-visit.ts";
import { attempt } from "./attempt.ts";

export const settingPages: AdminPages = {
  "GET settings": (visit) => formPage(visit, (rule) => formatSetting(visit, rule), []),
  "POST settings": save,
};

/** What a name alone does not say; a setting without a line here is shown with its range only. */
const explanations: { readonly [Name in SettingRule["name"]]?: string } = {
  sessionDurationSeconds: "How long a sign-in lasts, in the portal and in applications.",
  accessTokenSeconds: "Life of an access token that can be refreshed.",
  deviceCodeSeconds: "How long a device code waits for its user.",
  pollIntervalSeconds: "A poll sooner than this is told to slow down.",
  pageSize: "Of account and role lists, when the client names none.",
  lastPageToken: "How a list says that there is no more.",
  refreshTokenReuse: "What happens to a refresh token that was used before.",
};

type Read = { readonly value: string | number | boolean } | { readonly problem: string };

function formPage(
  visit: AdminVisit,
  valueOf: (rule: SettingRule) => string,
  problems: readonly Problem[],
): WireResponse {
  const fields = instanceSettingRules.map((rule) => settingField(rule, valueOf(rule), problems));
  return showPage(visit, {
    section: "settings",
    title: "Settings",
    problems,
    content: html`<p>
        They hold for what begins from now on; sessions and tokens that exist keep their ends.
      </p>
      <div class="panel">
        ${adminForm(
          visit,
          "settings",
          html`${fields}
            <div class="buttons"><button data-testid="save">Save settings</button></div>`,
        )}
      </div>`,
  });
}

function settingField(rule: SettingRule, value: string, problems: readonly Problem[]): Html {
  const hint = [explanations[rule.name], rule.kind === "number" ? `From ${rangeOf(rule)}.` : undefined]
    .filter((text) => text !== undefined)
    .join(" ");
  const shared = {
    name: rule.name,
    label: labelOf(rule),
    value,
    hint: hint === "" ? undefined : hint,
    testId: `setting-${rule.name}`,
  };
  if (rule.kind === "choice") {
    const options = rule.options.map((option) => ({ value: option, label: option }));
    return fieldView({ ...shared, kind: "select", options }, problems);
  }
  if (rule.kind === "switch") return fieldView({ ...shared, kind: "check" }, problems);
  return fieldView({ ...shared, kind: "text", look: "short", required: true }, problems);
}

function formatSetting({ directory }: AdminVisit, rule: SettingRule): string {
  const value: unknown = directory.settings[rule.name];
  if (rule.kind === "switch") return value === true ? "on" : "";
  return isDuration(rule) ? formatDuration(Number(value)) : String(value);
}

function save(visit: AdminVisit): WireResponse {
  const { form, directory, desk } = visit;
  const read = instanceSettingRules.map((rule) => ({ rule, ...readSetting(rule, typed(form, rule.name)) }));
  const problems = read.flatMap((each) =>
    "problem" in each ? [{ field: each.rule.name, message: each.problem }] : [],
  );
  const again = (found: readonly Problem[]): WireResponse =>
    formPage(visit, (rule) => typed(form, rule.name), found);
  if (problems.length > 0) return again(problems);
  const settings = Object.fromEntries(
    read.flatMap((each) => ("value" in each ? [[each.rule.name, each.value]] : [])),
  );
  const refused = attempt(() => desk.administration.changeSettings(settings, directory.identityStoreId));
  return refused.length > 0 ? again(refused) : done(visit, "settings", "settings-saved");
}

function readSetting(rule: SettingRule, text: string): Read {
  if (rule.kind === "switch") return { value: text === "on" };
  if (rule.kind === "choice")
    return rule.options.includes(text)
      ? { value: text }
      : { problem: `${labelOf(rule)}: choose one of the list.` };
  const number = isDuration(rule)
    ? parseDuration(text)
    : /^\d{1,9}$/.test(text.trim())
      ? Number(text)
      : undefined;
  return number !== undefined && number >= rule.least && number <= rule.most
    ? { value: number }
    : {
        problem: `${labelOf(rule)}: enter ${isDuration(rule) ? "a duration" : "a number"} from ${rangeOf(rule)}.`,
      };
}

function isDuration({ name }: SettingRule): boolean {
  return name.endsWith("Seconds");
}

function rangeOf(rule: SettingRule & { readonly kind: "number" }): string {
  const format = isDuration(rule) ? formatDuration : String;
  return `${format(rule.least)} to ${format(rule.most)}`;
}

/** `sessionDurationSeconds` is a "Session duration". */
function labelOf({ name }: SettingRule): string {
  const words = name.replace(/Seconds$/, "").replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}
