/** `mock-identity-center openapi`: the description of the control API. */

import { parseArgs } from "node:util";
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
  run: async (_, terminal) => {
    const { controlDescription } = await import("../control/routes.ts");
    terminal.out(`${JSON.stringify(controlDescription(), undefined, 2)}\n`);
    return 0;
  },
});
