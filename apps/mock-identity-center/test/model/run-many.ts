/** Plays as many sequences as its argument says, and prints what they reached as one line of JSON; for `pnpm bench`. */

import { checkModel, neglected } from "./check-model.ts";

const run = checkModel(Number(process.argv[2]));
const { sequences, steps, coverage } = run;
process.stdout.write(
  `${JSON.stringify({ sequences, steps, coverage: Object.fromEntries(coverage), neglected: neglected(run) })}\n`,
);
