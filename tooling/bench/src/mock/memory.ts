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
  about: "memory after 10,000 and 100,000 sign-ins, each with its own client; one to two minutes",
  async run(print) {
    const back = stepAside();
    try {
      const early = await growth([10_000, 55_000]);
      const late = await growth([100_000]);
      const [few, half] = early.heaps;
      const [all] = late.heaps;
      if (few === undefined || half === undefined || all === undefined)
        throw new Error("a reading is missing");
      print({
        what: "resident memory after 100,000 sign-ins",
        ours: late.rss / mebibyte,
        unit: "MiB",
        peer: { name: "before the first", value: late.rssBefore / mebibyte },
        budget: "300 MiB",
      });
      print({
        what: "live heap after 100,000 sign-ins",
        ours: all / mebibyte,
        unit: "MiB",
        peer: { name: "after 10,000", value: few / mebibyte },
        budget: "none",
      });
      print({
        what: "live heap per sign-in, from 55,000 to 100,000",
        ours: (all - half) / 45_000,
        unit: "bytes",
        peer: { name: "from 10,000 to 55,000", value: (half - few) / 45_000 },
        budget: "linear",
      });
    } finally {
      back();
    }
  },
};

interface Growth {
  /** Resident bytes before the first sign-in and after the last. */
  readonly rssBefore: number;
  readonly rss: number;
  /** Live bytes at each of the counts. */
  readonly heaps: readonly number[];
}

/** @param counts ascending; the collection at each of them makes the resident memory of later ones smaller. */
async function growth(counts: readonly number[]): Promise<Growth> {
  await using server = await ServerProcess.start("mock/mock-server.ts");
  const load = new Load(server.url);
  const { rss: rssBefore } = await server.usage();
  const heaps: number[] = [];
  let [done, rss] = [0, rssBefore];
  for (const count of counts) {
    for (; done < count; done += waveLength) await signInAll(server, load, waveLength);
    rss = (await server.usage()).rss;
    heaps.push(await server.liveHeap());
  }
  load.close();
  return { rssBefore, rss, heaps };
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
