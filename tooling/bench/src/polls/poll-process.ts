/**
 * Polls with one abort signal, its own clock jumping over the waits, and prints what the process holds before and
 * after. Run with `--expose-gc`, and without the flushing of bytecode, which would hide five megabytes of a leak.
 */
import { createDeviceFlow } from "@latchkey/oidc-device-flow";
import type { DeviceAuthorization } from "@latchkey/oidc-device-flow";
import { secret } from "@latchkey/secret";
import { getEventListeners } from "node:events";
import { setImmediate, setTimeout } from "node:timers/promises";
import type { Holdings, PollReport } from "./polls.ts";

const [url = "", clientId = "", clientSecret = "", deviceCode = "", count = ""] = process.argv.slice(2);
const polls = Number(count);
const INTERVAL_SECONDS = 5;
const POLLS_OF_A_LIFE = 250;
const { signal } = new AbortController();
let offset = 0;
const clock = {
  now: () => Date.now() + offset,
  sleep: async (ms: number) => {
    offset += ms;
    await setImmediate();
  },
};
const flow = createDeviceFlow({ region: "us-east-1", endpoint: new URL(url), clock });
const registration = { clientId, clientSecret: secret(clientSecret), expiresAt: new Date(2 ** 42) };

await poll(polls / 5);
const before = await holdings();
const begun = performance.now();
await poll(polls);
const msPerPoll = (performance.now() - begun) / polls;
const report: PollReport = { before, after: await holdings(), msPerPoll };
process.stdout.write(JSON.stringify(report));

/** No code is polled for longer than half an hour, so many polls need several lives. */
async function poll(times: number): Promise<void> {
  for (let left = times; left > 0; left -= POLLS_OF_A_LIFE)
    await pollForALife(Math.min(left, POLLS_OF_A_LIFE));
}

/** Polls a code that nobody decides about for as many intervals as its life has. */
async function pollForALife(times: number): Promise<void> {
  const authorization: DeviceAuthorization = {
    deviceCode: secret(deviceCode),
    userCode: "WDJB-MJHT",
    verificationUri: "https://device.sso.us-east-1.amazonaws.com/",
    expiresAt: new Date(clock.now() + (times + 0.5) * 1000 * INTERVAL_SECONDS),
    intervalSeconds: INTERVAL_SECONDS,
  };
  let seen = 0;
  const onAttempt = (): void => void (seen += 1);
  const result = await flow.pollForToken({ registration, authorization, onAttempt }, { signal });
  if (result.status !== "expired") throw new Error(`expected expired, got ${result.status}`);
  if (Math.abs(seen - times) > times / 100) throw new Error(`expected ${times} polls, saw ${seen}`);
}

async function holdings(): Promise<Holdings> {
  // What has ended leaves with the next turns of the event loop; a collection may need several.
  for (let round = 0; round < 4; round += 1) {
    await setTimeout(20);
    globalThis.gc?.();
  }
  return {
    resources: process.getActiveResourcesInfo().toSorted(),
    listeners: getEventListeners(signal, "abort").length + processListeners(),
    heapBytes: process.memoryUsage().heapUsed,
  };
}

function processListeners(): number {
  return process.eventNames().reduce((total, name) => total + process.listenerCount(name), 0);
}
