/**
 * The desktop app on the Chromium host: how soon its sign-in page can be used, how large its pages are, and what it costs to
 * wait for an approval. The app and the program that measures it are processes of their own; the mock is in this one.
 */
import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { Benchmark } from "./benchmark.ts";
import { acmePolicy, startAcmeMock } from "./acme-mock.ts";
import { median } from "./statistics.ts";

interface Figures {
  /** Milliseconds of each start. */
  readonly start: { readonly app: readonly number[]; readonly bare: readonly number[] };
  /** Compressed bytes, by page. */
  readonly pages: Readonly<Record<string, number>>;
  /** Percent of one core. */
  readonly idle: { readonly app: number; readonly page: number; readonly bare: number };
}

const PROGRAM = fileURLToPath(new URL("../../../apps/desktop/scripts/desktop-figures.ts", import.meta.url));
const ROUNDS = 9;
const IDLE_SECONDS = 20;
/** AWS's. */
const POLL_INTERVAL_SECONDS = 5;
const BARE = "bare Chromium, empty page";

export const desktop: Benchmark = {
  name: "desktop",
  about: "the app's start, its pages and its waiting, beside a bare Chromium; about a minute",
  async run(print) {
    const { start, pages, idle } = await figures();
    print({
      what: "process start to a usable sign-in page",
      ours: median(start.app),
      unit: "ms",
      peer: { name: BARE, value: median(start.bare) },
      budget: "1500 ms",
    });
    for (const [name, bytes] of Object.entries(pages)) {
      const what = `${name} and what it loads, gzip`;
      print({ what, ours: bytes / 1024, unit: "KiB", peer: undefined, budget: "60 KiB" });
    }
    const waiting = { unit: "% of a core", peer: undefined };
    print({ ...waiting, what: "waiting for approval, the app's process", ours: idle.app, budget: "1 %" });
    print({
      what: "waiting for approval, all of Chromium's processes",
      ours: idle.page,
      unit: "% of a core",
      peer: { name: BARE, value: idle.bare },
      budget: "3 %",
    });
  },
};

async function figures(): Promise<Figures> {
  await using mock = await startAcmeMock({ pollIntervalSeconds: POLL_INTERVAL_SECONDS });
  const words = [PROGRAM, mock.url, acmePolicy, String(ROUNDS), String(IDLE_SECONDS)];
  const { stdout } = await promisify(execFile)(process.execPath, words);
  return JSON.parse(stdout) as Figures;
}
