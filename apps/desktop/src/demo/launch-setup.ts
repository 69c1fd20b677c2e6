/** The settings of a rehearsed launch, built from values that can be handed to another process. */
import { policyFileSource } from "@latchkey/policy-reader";
import { systemKeyStore } from "@latchkey/token-vault";
import type { KeyStore } from "@latchkey/token-vault";
import { mkdirSync, openSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { pino } from "pino";
import type { AppSettings, EndpointOverrides } from "../main/app-settings.ts";
import { systemClock } from "../main/clock.ts";
import { createLog } from "../main/log.ts";
import { openSandboxRuntime } from "../main/session/sandbox-runtime.ts";
import { orPlainChild } from "./plain-child.ts";

export interface LaunchSetup {
  readonly policy: string;
  readonly dataFolder: string;
  readonly endpoints: EndpointOverrides;
  /** How far the rehearsal has moved time on. */
  readonly clockOffsetMs: number;
  readonly debug: boolean;
}

/** The OS keychain under a name of the demo's own, and of this run's: two demos do not share a key. */
export function osKeyStore(dataFolder: string): KeyStore {
  return systemKeyStore({ service: `dev.latchkey.desktop.demo.${basename(dataFolder)}` });
}

export function settingsFor(
  setup: LaunchSetup,
  keyStore: KeyStore,
  say: (line: string) => void,
): AppSettings {
  return {
    policySources: [policyFileSource({ path: setup.policy })],
    dataFolder: setup.dataFolder,
    keyStore,
    clock: systemClock(setup.clockOffsetMs),
    log: createLog({ level: setup.debug ? "debug" : "info", destination: logDestination(setup) }),
    environment: process.env,
    isPackaged: false,
    endpoints: setup.endpoints,
    // The demo walks the pages itself, or leaves them to the person.
    openExternal: () => Promise.resolve(),
    openSandbox: orPlainChild(openSandboxRuntime, say),
    worker: {
      program: process.execPath,
      script: fileURLToPath(new URL("../worker/session-worker.mjs", import.meta.url)),
    },
  };
}

function logDestination({ dataFolder, debug }: LaunchSetup): pino.DestinationStream {
  mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
  const file = pino.destination({ dest: openSync(join(dataFolder, "latchkey.log"), "a", 0o600), sync: true });
  if (!debug) return file;
  return pino.multistream([
    { stream: file, level: "debug" },
    { stream: pino.destination({ dest: 2, sync: true }), level: "debug" },
  ]);
}
