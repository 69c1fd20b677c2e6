/** Launches the app: in a new process when the key is in the OS keychain, else composed afresh in this one. */
import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { KeyStore } from "@latchkey/token-vault";
import { launch } from "./launch.ts";
import type { LaunchListener, LaunchOutcome, LaunchPlan } from "./launch.ts";
import type { LaunchMessage, LaunchRequest } from "./launch-process.ts";
import { settingsFor } from "./launch-setup.ts";
import type { LaunchSetup } from "./launch-setup.ts";

export type Launcher = (
  setup: LaunchSetup,
  plan: LaunchPlan,
  onEvent: LaunchListener,
  signal: AbortSignal,
) => Promise<LaunchOutcome>;

export function launcherInThisProcess(keyStore: KeyStore): Launcher {
  return (setup, plan, onEvent, signal) => {
    const settings = settingsFor(setup, keyStore, (text) => onEvent({ type: "note", text }));
    return launch(settings, plan, onEvent, signal);
  };
}

export const launcherInNewProcess: Launcher = async (setup, plan, onEvent, signal) => {
  signal.throwIfAborted();
  const child = fork(fileURLToPath(new URL("launch-process.js", import.meta.url)), {
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  const onAbort = (): void => child.disconnect();
  signal.addEventListener("abort", onAbort, { once: true });
  let last: LaunchMessage | undefined;
  child.on("message", (message: LaunchMessage) => {
    if (message.type === "event") onEvent(message.event);
    else last = message;
  });
  child.send({ setup, plan } satisfies LaunchRequest);
  const [exitCode] = (await once(child, "exit")) as [number | null];
  signal.removeEventListener("abort", onAbort);
  signal.throwIfAborted();
  if (last?.type === "outcome") return last.outcome;
  throw new Error(
    last?.type === "error" ? last.message : `the launched app ended with exit code ${exitCode}`,
  );
};
