/** What the mock's memory grows by with every sign-in that it has seen. */

import type { Benchmark } from "../benchmark.ts";
import { ask, Load } from "../load/load.ts";
import { ServerProcess, stepAside } from "../load/server-process.ts";
import { accessToken, credentialsRequest, register, start } from "./sign-in-load.ts";
import type { Started } from "./sign-in-load.ts";

const waveLength = 1000;
const mebibyte = 1_048_576;

export const mockMemory: Benchmark = {
  name: "mock-memory",
  about: "memory after 10,000 and 100,000 sign-ins, each with its own client; about a minute",
  async run(print) {
    const back = stepAside();
    try {
      const few = await signInsOf(10_000);
      const many = await signInsOf(100_000);
      print({
        what: "resident memory after 100,000 sign-ins",
        ours: many.after / mebibyte,
        unit: "MiB",
        peer: { name: "after none", value: many.before / mebibyte },
        budget: "300 MiB",
      });
      print({
        what: "live heap per sign-in, of 100,000",
        ours: many.heapEach,
        unit: "bytes",
        peer: { name: "of 10,000", value: few.heapEach },
        budget: "linear",
      });
      print({
        what: "resident memory per sign-in, of 100,000",
        ours: many.rssEach,
        unit: "bytes",
        peer: { name: "of 10,000", value: few.rssEach },
        budget: "linear",
      });
    } finally {
      back();
    }
  },
};

interface Growth {
  /** Resident bytes before the first sign-in and after the last. */
  readonly before: number;
  readonly after: number;
  /** Bytes per sign-in. */
  readonly heapEach: number;
  readonly rssEach: number;
}

async function signInsOf(count: number): Promise<Growth> {
  await using server = await ServerProcess.start("mock/mock-server.ts");
  const heapBefore = await server.liveHeap();
  const { rss: before } = await server.usage();
  const load = new Load(server.url);
  for (let done = 0; done < count; done += waveLength) await signInAll(server, load, waveLength);
  load.close();
  const { rss: after } = await server.usage();
  const heapEach = ((await server.liveHeap()) - heapBefore) / count;
  return { before, after, heapEach, rssEach: (after - before) / count };
}

async function signInAll(server: ServerProcess, load: Load, count: number): Promise<void> {
  const started: Started[] = [];
  await load.each(count, async (connection) => {
    started.push(await start(server, connection, await register(connection)));
  });
  await server.ask({ call: "approve", codes: started.map(({ userCode }) => userCode) });
  await load.each(count, async (connection, index) => {
    const token = await accessToken(connection, started[index] as Started);
    const request = credentialsRequest(server, token);
    await ask(connection, request, { status: 200, text: "sessionToken" });
  });
}
