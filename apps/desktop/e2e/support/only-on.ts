/** Tests that only one host can answer. On the other one the report lists each of them as not run, and why. */
import type { TestContext } from "vitest";
import { chosenHost } from "../hosts/chosen-host.ts";
import type { HostKind } from "../hosts/chosen-host.ts";

const NAMES: Readonly<Record<HostKind, string>> = { chromium: "the Chromium host", electron: "Electron" };

/**
 * First thing in a test whose title ends with the host's tag, `@chromium` or `@electron`.
 *
 * @throws {Error} when the title does not.
 */
export function onlyOn(host: HostKind, { task, skip }: Pick<TestContext, "task" | "skip">): void {
  if (!task.name.endsWith(` @${host}`)) throw new Error(`The title has to end with @${host}: ${task.name}`);
  const note = noteFor(host, chosenHost());
  if (note === undefined) return;
  process.stdout.write(`Not run: ${task.name} (${note})\n`);
  skip(note);
}

/** Why a test does not run; undefined when it does. */
export function noteFor(host: HostKind, running: HostKind): string | undefined {
  return host === running ? undefined : `only ${NAMES[host]} can answer this, and this is ${NAMES[running]}`;
}
