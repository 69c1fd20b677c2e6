/** The report as text, in lines of bounded width: for a terminal, a log or a ticket. */
import type { PolicyReport, PolicyReportSetting, PolicyReportValue } from "../describe-policy.ts";
import type { PolicyDiagnostic, PolicySourceReport } from "../policy-types.ts";
import { printable } from "./printable.ts";
import { columns, wrap } from "./text-layout.ts";

export interface FormatReportOptions {
  /** Characters in a line; from 60 on, 100 by default. */
  readonly width?: number;
}

const INDENT = "  ";
const DETAIL = "      ";
/** A longer one, which is hardly ever a known key, has a line of its own. */
const LONGEST_KEY = 36;

export function formatPolicyReport(report: PolicyReport, { width = 100 }: FormatReportOptions = {}): string {
  const room = Math.max(width, 60);
  const sections = [
    header(report, room),
    section("Sources", sourceLines(report.sources)),
    section("Settings", settingLines(report.settings, room)),
    section("Not set", unsetLines(report, room)),
    section("Findings about the whole policy", findingLines(report, room)),
  ];
  return sections
    .filter((lines) => lines.length > 0)
    .map((lines) => `${lines.join("\n")}\n`)
    .join("\n");
}

function header({ mode, reason, fingerprint }: PolicyReport, width: number): readonly string[] {
  const [first = "", ...more] = wrap(reason, width - 13);
  return [
    `Mode         ${mode}`,
    `Reason       ${first}`,
    ...more.map((line) => `             ${line}`),
    `Fingerprint  ${fingerprint.slice(0, 16)}`,
  ];
}

function section(heading: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [heading, ...lines];
}

function sourceLines(sources: readonly PolicySourceReport[]): readonly string[] {
  const rows = sources.map(({ scope, name, status, format, inForce }) => {
    const read = format === undefined ? status : `${status} as ${format}`;
    return [scope, printable(name), status === "absent" || inForce ? read : `${read}, not in force`];
  });
  return columns(rows).map((line) => INDENT + line);
}

function settingLines(settings: readonly PolicyReportSetting[], width: number): readonly string[] {
  const keyWidth = Math.min(LONGEST_KEY, Math.max(0, ...settings.map(({ key }) => key.length)));
  const statusWidth = Math.max(0, ...settings.map(({ status }) => status.length));
  return settings.flatMap((setting) => {
    const key = printable(setting.key);
    const value = printable(setting.value);
    const ownLine = key.length > keyWidth;
    const start = `${INDENT}${(ownLine ? "" : key).padEnd(keyWidth)}  ${setting.status.padEnd(statusWidth)}  `;
    const fits = start.length + value.length <= width;
    return [
      ...(ownLine ? [INDENT + key] : []),
      (fits ? start + value : start).trimEnd(),
      ...details([...(fits ? [] : [value]), ...factsOf(setting)], width),
    ];
  });
}

function factsOf(setting: PolicyReportSetting): readonly string[] {
  const { key, label, typeExpected, typeFound, source, losing } = setting;
  const why = withoutPlace(setting.why, source, key);
  const types = typeExpected === "" ? typeFound : `${typeFound} → ${typeExpected}`;
  const losers = losing.map((loser) => `lost: ${summary(loser, key)}`);
  return [`${label}; ${types}; ${source}`, ...(why === "" ? [] : [`why: ${why}`]), ...losers];
}

function summary({ source, status, value, why }: PolicyReportValue, key: string): string {
  return `${source}: ${value === "" ? "(no value)" : value} (${status}); ${withoutPlace(why, source, key)}`;
}

/** The line above has already named the source and the key. */
function withoutPlace(why: string, source: string, key: string): string {
  return why.replaceAll(`${source}: ${key}: `, "").replaceAll(`${source}: ignored`, "ignored");
}

function details(facts: readonly string[], width: number): readonly string[] {
  return facts.flatMap((fact) => wrap(printable(fact), width - DETAIL.length).map((line) => DETAIL + line));
}

function unsetLines({ unset = [] }: PolicyReport, width: number): readonly string[] {
  return unset.flatMap(({ key, label, typeExpected, help }) => [
    INDENT + key,
    ...details([`${label}; ${typeExpected}; ${help}`], width),
  ]);
}

/** What is not already said beside a setting. */
function findingLines({ diagnostics, settings }: PolicyReport, width: number): readonly string[] {
  const said = settings.flatMap((setting) => [setting, ...setting.losing]).map(({ why }) => why);
  return diagnostics
    .filter(({ message }) => !said.some((why) => why.includes(message)))
    .flatMap(({ severity, message }: PolicyDiagnostic) =>
      wrap(printable(`${severity}: ${message}`), width - INDENT.length).map(
        (line, index) => (index === 0 ? INDENT : INDENT.repeat(2)) + line,
      ),
    );
}
