/** The core's settings on this machine, in Electron. */
import { managedPolicySources, policyFileSource } from "@latchkey/policy-reader";
import { net, shell } from "electron";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { AppSettings } from "../app-settings.ts";
import { systemClock } from "../clock.ts";
import { LOCAL_POLICY_FILE } from "../configuration/local-policy.ts";
import type { LocalPlaces } from "../configuration/local-policy.ts";
import type { Log } from "../log.ts";
import { openSandboxRuntime } from "../session/sandbox-runtime.ts";
import type { DevelopmentSetup } from "../shell/development-setup.ts";
import { guardedOpen } from "../shell/external-address.ts";
import { fetchRequestHandler } from "../shell/fetch-request-handler.ts";
import { NODE_VARIABLE, workerProgram } from "../shell/worker-program.ts";
import type { Unpackaged } from "../shell/worker-program.ts";
import { keyStoreOf } from "./key-store.ts";
import { sandboxProxy } from "./network.ts";

export interface Machine {
  readonly dataFolder: string;
  readonly isPackaged: boolean;
  readonly log: Log;
  readonly setup: DevelopmentSetup | undefined;
}

export function settingsOf(machine: Machine): AppSettings & LocalPlaces {
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
    localPolicy: join(dataFolder, LOCAL_POLICY_FILE),
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
    proxyFor: sandboxProxy(log),
    worker: workerProgram(isPackaged ? { resources: process.resourcesPath } : unpackaged()),
  };
}

function unpackaged(): Unpackaged {
  return {
    dist: fileURLToPath(new URL("../..", import.meta.url)),
    node: process.env[NODE_VARIABLE] ?? process.execPath,
  };
}
