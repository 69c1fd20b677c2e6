/** Tests that only one host can answer. On the other one the report lists each of them as not run, and why. */
import { test } from "vitest";
import { chosenHost } from "../hosts/chosen-host.ts";
import type { HostKind } from "../hosts/chosen-host.ts";

const NAMES: Readonly<Record<HostKind, string>> = { chromium: "the Chromium host", electron: "Electron" };

/** The title gets the tag `@chromium` or `@electron`. */
export function onlyOn(host: HostKind, title: string, body: () => Promise<void>): void {
  const tagged = `${title} @${host}`;
  const note = noteFor(host, chosenHost());
  if (note === undefined) {
    test(tagged, body);
    return;
  }
  process.stdout.write(`Not run: ${tagged} (${note})\n`);
  test(tagged, ({ skip }) => skip(note));
}

/** Why a test does not run; undefined when it does. */
export function noteFor(host: HostKind, running: HostKind): string | undefined {
  return host === running ? undefined : `only ${NAMES[host]} can answer this, and this is ${NAMES[running]}`;
}
