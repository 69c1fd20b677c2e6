/** What ten thousand polls leave behind in a process: no timer, no handle, no listener, no heap. */
import { startMockIdentityCenter } from "@latchkey/mock-identity-center";
import type { MockIdentityCenter } from "@latchkey/mock-identity-center";
import { createDeviceFlow } from "@latchkey/oidc-device-flow";
import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { Benchmark } from "../benchmark.ts";

export interface Holdings {
  /** Kinds of what keeps the event loop alive: timers, sockets. */
  readonly resources: readonly string[];
  readonly listeners: number;
  readonly heapBytes: number;
}

export interface PollReport {
  readonly before: Holdings;
  readonly after: Holdings;
  readonly msPerPoll: number;
}

const POLLS = 10_000;
/** What the smallest leak, an object or a closure for each poll, would exceed. */
const HEAP_BYTES_PER_POLL = 32;

export const polls: Benchmark = {
  name: "polls",
  about: "what 10,000 polls leave behind; fails when it is anything; about ten seconds",
  async run(print) {
    const { before, after, msPerPoll } = await pollTenThousandTimes();
    const left = after.resources.length - before.resources.length;
    const listeners = after.listeners - before.listeners;
    const heap = (after.heapBytes - before.heapBytes) / POLLS;
    const counted = (what: string, ours: number, unit: string, budget: string): void =>
      print({ what, ours, unit, peer: undefined, budget });
    counted("timers and handles before", before.resources.length, "", "none");
    counted("timers and handles more after 10,000 polls", left, "", "0");
    counted("listeners more after 10,000 polls", listeners, "", "0");
    counted("heap kept by each poll", heap, "bytes", `${HEAP_BYTES_PER_POLL}`);
    counted("one poll, the mock included", msPerPoll, "ms", "none");
    if (left > 0 || listeners > 0 || heap > HEAP_BYTES_PER_POLL) {
      const kinds = [...new Set(after.resources)].join(", ") || "no handle";
      throw new Error(`polls leave something behind; at the end the process holds ${kinds}`);
    }
  },
};

async function pollTenThousandTimes(): Promise<PollReport> {
  await using mock = await startMockIdentityCenter();
  // The clock of the polls jumps, and the mock's does not.
  mock.changeSettings({ earlyPoll: "answered", deviceCodeSeconds: 900 }, mock.startUrl);
  const program = fileURLToPath(new URL("./poll-process.ts", import.meta.url));
  const words = [
    "--expose-gc",
    "--no-flush-bytecode",
    program,
    mock.oidcUrl,
    ...(await undecidedCode(mock)),
    String(POLLS),
  ];
  const { stdout } = await promisify(execFile)(process.execPath, words).catch((error: { stderr: string }) => {
    throw new Error(error.stderr);
  });
  return JSON.parse(stdout) as PollReport;
}

/** Client id, its secret and a device code; test data, so they may stand on a command line. */
async function undecidedCode(mock: MockIdentityCenter): Promise<readonly string[]> {
  const flow = createDeviceFlow({ region: mock.region, endpoint: new URL(mock.oidcUrl) });
  const registration = await flow.registerClient({ clientName: "bench" });
  const started = await flow.startDeviceAuthorization({ registration, startUrl: mock.startUrl });
  if (started.status !== "started") throw new Error(started.status);
  const { deviceCode } = started.authorization;
  return [registration.clientId, registration.clientSecret.reveal(), deviceCode.reveal()];
}
