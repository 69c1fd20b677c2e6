/** `mock-identity-center openapi`: the description of the control API. */

import { parseArgs } from "node:util";
import { controlDescription } from "../control/routes.ts";
import { command } from "./command.ts";
import type { Command } from "./command.ts";

export const openapi: Command = command({
  name: "openapi",
  summary: "prints the OpenAPI description of the control API",
  usage: `Usage: mock-identity-center openapi

Prints the OpenAPI 3.1 description of the control API, which a mock serves at /_mock/openapi.json too.
`,
  parse: (args) => {
    parseArgs({ args: [...args], options: {} });
    return { status: "run", arguments: undefined };
  },
  run: (_, terminal) => {
    terminal.out(`${JSON.stringify(controlDescription(), undefined, 2)}\n`);
    return Promise.resolve(0);
  },
});
