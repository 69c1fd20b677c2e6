/** Damaged policy files by the thousand: each must be read or refused, quickly, and change nothing else. */
import { decideAuthMode, decodePolicy, readPolicy, type PolicyFormat } from "@latchkey/policy-reader";
import { mutator } from "@latchkey/test-kit/mutator";
import { readFileSync } from "node:fs";
import { buildBinary } from "plist";
import type { Benchmark } from "../benchmark.ts";
import { cpuTime } from "./cpu-time.ts";
import { examplePolicy } from "./examples.ts";

const COUNT = 20_000;
const SEED = 20_261_124;

interface Decoder {
  readonly name: string;
  readonly format: PolicyFormat;
  readonly bytes: Uint8Array;
  readonly exported?: boolean;
}

export const policyFuzz: Benchmark = {
  name: "policy-fuzz",
  about: `${COUNT} damaged files for each policy decoder: read or refused, and how long the slowest takes`,
  async run(print) {
    for (const decoder of decoders()) {
      const { slowestMs, read } = await damage(decoder);
      const share = `${Math.round((100 * read) / COUNT)} % still read`;
      const what = `slowest of ${COUNT} damaged files, ${decoder.name} (${share})`;
      print({ what, ours: slowestMs, unit: "ms of CPU", peer: undefined, budget: "50 ms" });
    }
  },
};

function decoders(): readonly Decoder[] {
  const profile = readFileSync(examplePolicy("acme.mobileconfig"));
  const json = readFileSync(examplePolicy("acme.json"));
  const reg = readFileSync(examplePolicy("acme.reg"));
  const settings = JSON.parse(json.toString()) as Parameters<typeof buildBinary>[0];
  return [
    { name: "JSON", format: "json", bytes: json },
    { name: "configuration profile", format: "mobileconfig", bytes: profile },
    { name: "XML plist", format: "plist", bytes: Buffer.from(payloadOf(profile.toString())) },
    { name: "binary plist", format: "plist", bytes: buildBinary(settings) },
    { name: ".reg", format: "reg", bytes: reg },
    { name: "registry export", format: "reg", bytes: reg, exported: true },
  ];
}

/** The last dictionary of a profile, as it lies in a managed preferences file. */
function payloadOf(profile: string): string {
  const start = profile.lastIndexOf("<dict>");
  return `<plist version="1.0">${profile.slice(start, profile.indexOf("</dict>", start))}</dict></plist>`;
}

async function damage(decoder: Decoder): Promise<{ readonly slowestMs: number; readonly read: number }> {
  const { mutate } = mutator(SEED);
  const before = Reflect.ownKeys(Object.prototype).length;
  let slowestMs = 0;
  let read = 0;
  for (let count = 0; count < COUNT; count += 1) {
    const bytes = mutate(decoder.bytes);
    let status = "";
    const ms = await cpuTime(async () => (status = await decide(decoder, bytes)));
    slowestMs = Math.max(slowestMs, ms);
    if (status === "read") read += 1;
    else if (status !== "malformed") throw new Error(`${decoder.name}: file ${count} is ${status}`);
  }
  if (Reflect.ownKeys(Object.prototype).length !== before) throw new Error("Object.prototype has changed");
  return { slowestMs, read };
}

async function decide({ name, format, exported = false }: Decoder, bytes: Uint8Array): Promise<string> {
  // A source that throws would count as unreadable, so the decoder is called outside of one.
  const reading = decodePolicy(bytes, { name, format, exported });
  const snapshot = await readPolicy([{ name, scope: "machine", read: async () => reading }]);
  decideAuthMode(snapshot);
  return snapshot.status;
}
