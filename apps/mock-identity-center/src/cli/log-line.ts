/** A request as one line, for people or for programs. */

import type { RequestLogEntry } from "../core/request-log.ts";

export const logFormats = ["pretty", "json", "off"] as const;
export type LogFormat = (typeof logFormats)[number];

export function logLine(entry: RequestLogEntry, format: Exclude<LogFormat, "off">): string {
  return `${format === "json" ? JSON.stringify(entry) : prettyLine(entry)}\n`;
}

function prettyLine({ time, operation, status, error, userName, client, fault }: RequestLogEntry): string {
  const details = [
    error,
    userName === undefined ? undefined : `user ${quoted(userName)}`,
    client === undefined ? undefined : `client ${client}`,
    fault === undefined ? undefined : `fault ${fault}`,
  ];
  const told = [time.toISOString().slice(11, 23), status === 0 ? "---" : status, operation, ...details];
  return told.filter((part) => part !== undefined).join(" ");
}

/** Names come from a seed, and may hold what a terminal would obey. */
function quoted(name: string): string {
  return /^[\w.@+-]+$/.test(name) ? name : JSON.stringify(name).replaceAll(/[^ -~]/g, "?");
}
