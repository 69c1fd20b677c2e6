/** `pnpm bench`: speed as ratios against a peer in the same run. The budgets are goals, not tests. */
import { parseArgs } from "node:util";
import { measureColdStart } from "./cold-start.ts";
import { measurePolicies } from "./policy-decision.ts";
import { vaultCrashes } from "./vault/crashes.ts";
import { vaultSpeed } from "./vault/speed.ts";

const USAGE = `Usage: pnpm bench [--json]

Measures, beside a peer in the same run: cold process to role credentials, and reading a policy.
`;

interface Row {
  readonly what: string;
  readonly ours: number;
  readonly peer: string;
  readonly theirs: number;
  readonly budget: string;
}

function print({ what, ours, peer, theirs, budget }: Row, json: boolean): void {
  const ratio = ours / theirs;
  const line = json
    ? JSON.stringify({ what, ms: ours, peer, peerMs: theirs, ratio, budget })
    : `${what}: ${ours.toFixed(2)} ms, ${peer} ${theirs.toFixed(2)} ms, ratio ${ratio.toFixed(2)} (budget ${budget})`;
  process.stdout.write(`${line}\n`);
}

function options(): { readonly json: boolean } {
  try {
    const { values } = parseArgs({
      options: { json: { type: "boolean", default: false }, help: { type: "boolean" } },
    });
    if (values.help !== true) return { json: values.json };
    process.stdout.write(USAGE);
    process.exit(0);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : "unknown option"}\n\n${USAGE}`);
    process.exit(2);
  }
}

const { json } = options();
for (const { file, decideMs, readMs } of await measurePolicies()) {
  print(
    {
      what: `read and decide ${file}`,
      ours: decideMs,
      peer: "reading the file",
      theirs: readMs,
      budget: "1 ms",
    },
    json,
  );
}
if (!json) process.stdout.write("cold starts, about ten seconds…\n");
const { roadMs, fetchMs } = await measureColdStart();
print(
  {
    what: "cold process to credentials",
    ours: roadMs,
    peer: "bare fetch",
    theirs: fetchMs,
    budget: "1.35 ×",
  },
  json,
);
for (const benchmark of [vaultSpeed, vaultCrashes])
  await benchmark.run(({ what, ours, peer, budget }) => {
    print({ what, ours, peer: peer?.name ?? "nothing", theirs: peer?.value ?? Number.NaN, budget }, json);
  });
