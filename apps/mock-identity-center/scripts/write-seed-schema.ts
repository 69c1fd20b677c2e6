/** Writes `seed.schema.json`; run it, and then `pnpm format`, when the schema of seeds changed. */

import { writeFileSync } from "node:fs";
import { seedJsonSchema } from "../src/seed/json-schema.ts";

const file = new URL("../seed.schema.json", import.meta.url);
writeFileSync(file, `${JSON.stringify(seedJsonSchema(), undefined, 2)}\n`);
