/** `mock-identity-center endpoints-json`: what old clients read instead of endpoint variables. */

import { parseArgs } from "node:util";
import { endpointsJson } from "../aws-names/endpoints-json.ts";
import { command } from "./command.ts";
import type { Command, Parsed } from "./command.ts";
import { mockLocationHelp, mockLocationOf, mockLocationOptions } from "./control-client.ts";
import type { MockLocation } from "./control-client.ts";
import { mockAddress } from "./mock-address.ts";

interface EndpointsArguments extends MockLocation {
  /** The mock's own region when there is none. */
  readonly regions: readonly string[];
}

const usage = `Usage: mock-identity-center endpoints-json [OPTIONS]

Prints an endpoints.json for clients that know no endpoint variables: put it into the folder that AWS_DATA_PATH names.

  --region REGION     a region that leads to the mock, the mock's own by default; may be repeated
${mockLocationHelp}

Exit status: 0 done, 1 the mock is not reachable, 2 wrong arguments.
`;

export const endpointsJsonCommand: Command = command<EndpointsArguments>({
  name: "endpoints-json",
  summary: "prints an endpoints.json for old clients",
  usage,
  parse: parseEndpointsArguments,
  run: async ({ regions, ...location }, terminal) => {
    const { oidcUrl, region } = await mockAddress(location, terminal);
    terminal.out(endpointsJson(oidcUrl, regions.length === 0 ? [region] : regions));
    return 0;
  },
});

function parseEndpointsArguments(args: readonly string[]): Parsed<EndpointsArguments> {
  const { values } = parseArgs({
    args: [...args],
    options: { region: { type: "string", multiple: true, default: [] }, ...mockLocationOptions },
  });
  return { status: "run", arguments: { regions: values.region, ...mockLocationOf(values) } };
}
