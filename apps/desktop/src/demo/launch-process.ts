/** A launch in a process of its own: gets its setup and plan as one message, answers with events and an outcome. */
import { launch } from "./launch.ts";
import type { LaunchEvent, LaunchOutcome, LaunchPlan } from "./launch.ts";
import { osKeyStore, settingsFor } from "./launch-setup.ts";
import type { LaunchSetup } from "./launch-setup.ts";

export interface LaunchRequest {
  readonly setup: LaunchSetup;
  readonly plan: LaunchPlan;
}

export type LaunchMessage =
  | { readonly type: "event"; readonly event: LaunchEvent }
  | { readonly type: "outcome"; readonly outcome: LaunchOutcome }
  | { readonly type: "error"; readonly message: string };

const interruption = new AbortController();
// Ctrl-C reaches the whole process group; the demo's own process decides and then closes the channel.
process.on("SIGINT", () => undefined);
process.on("disconnect", () => interruption.abort());

process.once("message", (request: LaunchRequest) => {
  void run(request)
    .then(send)
    .finally(() => {
      if (process.connected) process.disconnect();
    });
});

const onEvent = (event: LaunchEvent): void => send({ type: "event", event });

async function run({ setup, plan }: LaunchRequest): Promise<LaunchMessage> {
  const keyStore = osKeyStore(setup.dataFolder);
  try {
    const settings = settingsFor(setup, keyStore, (text) => onEvent({ type: "note", text }));
    return { type: "outcome", outcome: await launch(settings, plan, onEvent, interruption.signal) };
  } catch (error) {
    return { type: "error", message: error instanceof Error ? error.message : "the launch failed" };
  } finally {
    await keyStore.close?.();
  }
}

function send(message: LaunchMessage): void {
  if (process.connected) process.send?.(message);
}
