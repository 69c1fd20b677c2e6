/** The core's settings on this machine, in Electron. */
import { managedPolicySources, policyFileSource } from "@latchkey/policy-reader";
import { net, shell } from "electron";
import { fileURLToPath } from "node:url";
import type { AppSettings } from "../app-settings.ts";
import { systemClock } from "../clock.ts";
import type { Log } from "../log.ts";
import { openSandboxRuntime } from "../session/sandbox-runtime.ts";
import { unpackedPath } from "../unpacked-path.ts";
import type { DevelopmentSetup } from "../shell/development-setup.ts";
import { guardedOpen } from "../shell/external-address.ts";
import { fetchRequestHandler } from "../shell/fetch-request-handler.ts";
import { keyStoreOf } from "./key-store.ts";

export interface Machine {
  readonly dataFolder: string;
  readonly isPackaged: boolean;
  readonly log: Log;
  readonly setup: DevelopmentSetup | undefined;
}

export function settingsOf(machine: Machine): AppSettings {
  const { dataFolder, isPackaged, log, setup } = machine;
  const { sources, precedence } =
    setup === undefined
      ? managedPolicySources()
      : {
          sources: [policyFileSource({ path: setup.policy })],
          precedence: "machine-exclusive" as const,
        };
  return {
    policySources: sources,
    policyPrecedence: precedence,
    dataFolder,
    keyStore: keyStoreOf(machine),
    clock: systemClock(),
    log,
    environment: process.env,
    isPackaged,
    ...(setup === undefined ? {} : { endpoints: setup.endpoints }),
    requestHandler: fetchRequestHandler((address, init) => net.fetch(address, init)),
    openExternal: guardedOpen(
      (address) => shell.openExternal(address),
      setup?.endpoints.verificationOrigins ?? [],
    ),
    openSandbox: openSandboxRuntime,
    worker: {
      program: process.execPath,
      script: unpackedPath(fileURLToPath(new URL("../../worker/session-worker.mjs", import.meta.url))),
    },
  };
}
