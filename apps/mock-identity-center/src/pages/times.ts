/** Instants and durations as pages show them. Instants are always UTC, and say so: a mock has no time zone. */

import { html } from "./html.ts";
import type { Html } from "./html.ts";

const units: readonly (readonly [name: string, seconds: number])[] = [
  ["d", 86_400],
  ["h", 3600],
  ["min", 60],
  ["s", 1],
];

/** @param instant epoch milliseconds. */
export function timeView(instant: number): Html {
  const iso = new Date(instant).toISOString();
  return html`<time datetime="${iso}">${formatInstant(instant)}</time>`;
}

/** `2026-01-15 12:00:00 UTC` */
export function formatInstant(instant: number): string {
  return `${new Date(instant).toISOString().slice(0, -5).replace("T", " ")} UTC`;
}

/** Understands what {@link formatInstant} writes and ISO 8601 with `Z`; a time without a zone is UTC. */
export function parseInstant(text: string): number | undefined {
  const [, date, time] =
    /^([+-]?\d{4,6}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?) ?(?:Z|UTC)?$/i.exec(text.trim()) ?? [];
  const instant = Date.parse(`${date}T${time}Z`);
  return Number.isNaN(instant) ? undefined : instant;
}

/** In the largest unit that leaves nothing over: `8 h`, `90 min`, `45 s`. */
export function formatDuration(seconds: number): string {
  const [name, size] = units.find(([, each]) => seconds >= each && seconds % each === 0) ?? ["s", 1];
  return `${seconds / size} ${name}`;
}

/** Whole seconds of `8 h`, `15 min`, `90 d`, `45 s` or of a bare number of seconds. */
export function parseDuration(text: string): number | undefined {
  const [, amount, unit = "s"] = /^(\d{1,9}(?:\.\d{1,3})?) ?(d|h|min|s)?$/i.exec(text.trim()) ?? [];
  const size = units.find(([name]) => name === unit.toLowerCase())?.[1];
  if (amount === undefined || size === undefined) return undefined;
  const seconds = Number(amount) * size;
  return Number.isInteger(seconds) ? seconds : undefined;
}
