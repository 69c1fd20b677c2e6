/** Our worker inside an open session. */
import type { Readable } from "node:stream";
import { finished } from "node:stream/promises";
import { bedrockEndpoint } from "./open-session.ts";
import type { OpenSession } from "./open-session.ts";
import type { Program } from "./running-session.ts";
import type { SessionServices } from "./session-services.ts";
import type { StartFailure } from "./session-state.ts";
import { converse } from "./session-worker.ts";

/** In characters; a worker that runs may print for as long as it likes. */
const LONGEST_START = 64_000;
const LONGEST_COMPLAINT = 1_000;

/** A failure when the worker ended before it was ready, or did not become ready in time. */
export async function startWorker(
  services: SessionServices,
  session: Pick<OpenSession, "spawn">,
  modelId: string,
  signal?: AbortSignal,
): Promise<Program | StartFailure> {
  const { program, script } = services.settings.worker;
  const { serviceTier } = services.decision.bedrock;
  const process = await session.spawn({ program, arguments: [script], readable: [script] });
  // It then ends its output, which `converse` notices.
  process.on("error", () => undefined);
  const complaint = sandboxComplaint(process.stderr);
  const start = {
    type: "start" as const,
    modelId,
    endpoint: bedrockEndpoint(services).href,
    ...(serviceTier === undefined ? {} : { serviceTier }),
  };
  const worker = await converse(process, start, signal);
  if (worker !== undefined) return { process, worker };
  const message = ["the worker ended before it was ready", await complaint()].filter(Boolean).join(": ");
  return { status: "sandbox-unavailable", message };
}

/** Why the sandbox's own program did not start the worker. What the worker itself prints could hold anything. */
function sandboxComplaint(stderr: Readable): () => Promise<string> {
  let start = "";
  stderr.on("data", (chunk: Buffer) => {
    if (start.length < LONGEST_START) start += chunk.toString("utf8");
  });
  return async () => {
    await finished(stderr, { signal: AbortSignal.timeout(1_000) }).catch(() => undefined);
    return /^(?:bwrap|sandbox-exec): .*/m.exec(start)?.[0].slice(0, LONGEST_COMPLAINT) ?? "";
  };
}
