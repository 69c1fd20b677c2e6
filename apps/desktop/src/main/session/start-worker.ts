/** Our worker inside an open session. */
import { bedrockEndpoint } from "./open-session.ts";
import type { OpenSession } from "./open-session.ts";
import type { Program } from "./running-session.ts";
import type { SessionServices } from "./session-services.ts";
import { converse } from "./session-worker.ts";

/** @returns `undefined` when the worker ended before it was ready, or did not become ready in time. */
export async function startWorker(
  services: SessionServices,
  session: Pick<OpenSession, "spawn">,
  modelId: string,
  signal?: AbortSignal,
): Promise<Program | undefined> {
  const { program, script } = services.settings.worker;
  const { serviceTier } = services.decision.bedrock;
  const process = await session.spawn({ program, arguments: [script], readable: [script] });
  // It then ends its output, which `converse` notices.
  process.on("error", () => undefined);
  const start = {
    type: "start" as const,
    modelId,
    endpoint: bedrockEndpoint(services).href,
    ...(serviceTier === undefined ? {} : { serviceTier }),
  };
  const worker = await converse(process, start, signal);
  return worker === undefined ? undefined : { process, worker };
}
