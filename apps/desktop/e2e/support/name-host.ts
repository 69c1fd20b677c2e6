/** The report says what ran: Electron, or what stood in for it. */
import { chromiumProgram } from "@latchkey/test-kit/browser";
import { execFileSync } from "node:child_process";
import { chosenHost, electronVersion } from "../hosts/chosen-host.ts";

export function setup(): void {
  const line =
    chosenHost() === "electron"
      ? `Electron ${electronVersion}`
      : `the Chromium host on ${execFileSync(chromiumProgram(), ["--version"], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim()}, in place of Electron ${electronVersion}`;
  process.stdout.write(`Desktop end to end: ${line}\n`);
}
