/** Egress requirements as text: grouped by when a host is needed, one host a line, to copy from. */
import { columns, wrap } from "../describe/text-layout.ts";
import { printable } from "../describe/printable.ts";
import type { EgressHost, EgressMoment, EgressRequirements } from "./egress-types.ts";

const HEADINGS: Readonly<Record<EgressMoment, string>> = {
  browser: "Sign-in, in the person's browser",
  "sign-in": "Sign-in and refresh",
  "session-start": "Start of a session",
  inference: "Inference",
};
const MOMENTS: readonly EgressMoment[] = ["browser", "sign-in", "session-start", "inference"];

export interface FormatEgressOptions {
  /** Only the hosts of the perimeter, one a line; false by default. */
  readonly hostsOnly?: boolean;
  /** Characters in a line; from 60 on. Without it, each host stays on its line, to search in. */
  readonly width?: number;
}

export function formatEgress(
  requirements: EgressRequirements,
  { hostsOnly = false, width = Number.POSITIVE_INFINITY }: FormatEgressOptions = {},
): string {
  const { hosts, sandboxHosts, notes } = requirements;
  if (hostsOnly) return lines(hosts.map(addressOf));
  const room = Math.max(width, 60);
  const groups = MOMENTS.map((moment) => group(moment, hosts, room)).filter((text) => text !== "");
  const sandbox =
    sandboxHosts.length === 0 ? [] : [section("Tools in the sandbox", sandboxHosts.map(printable))];
  const remarks =
    notes.length === 0
      ? []
      : [
          section(
            "Notes",
            notes.flatMap((note) => bullet(note, room)),
          ),
        ];
  const none = groups.length === 0 ? ["No hosts.\n"] : [];
  return [...none, ...groups, ...sandbox, ...remarks].join("\n");
}

/** A host that is needed at several moments stands under each of them. */
function group(moment: EgressMoment, all: readonly EgressHost[], room: number): string {
  const hosts = all.filter(({ neededFor }) => neededFor.includes(moment));
  if (hosts.length === 0) return "";
  const idle = new Set(hosts.map(({ notUsedWhile }) => notUsedWhile));
  const [reason] = idle;
  const remark = idle.size === 1 && reason !== undefined ? ` (not used while ${reason})` : "";
  const left = 4 + Math.max(...hosts.map((host) => addressOf(host).length));
  const rows = columns(
    hosts.flatMap((host) =>
      wrap(host.purpose, Math.max(room - left, 20)).map((line, index) => [
        index === 0 ? addressOf(host) : "",
        line,
      ]),
    ),
  );
  return section(`${HEADINGS[moment]}${remark}`, rows);
}

function section(heading: string, rows: readonly string[]): string {
  return lines([heading, ...rows.map((row) => `  ${row}`)]);
}

/** A URL in a note stays whole, to copy it. */
function bullet(note: string, room: number): readonly string[] {
  const text = printable(note);
  const longestWord = Math.max(...text.split(" ").map(({ length }) => length));
  return wrap(text, Math.max(Math.min(room - 4, 96), longestWord)).map((line, index) =>
    index === 0 ? `- ${line}` : `  ${line}`,
  );
}

function addressOf({ host, port }: EgressHost): string {
  return port === undefined ? host : `${host}:${port}`;
}

function lines(all: readonly string[]): string {
  return all.map((line) => `${line}\n`).join("");
}
