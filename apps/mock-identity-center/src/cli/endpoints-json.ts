/** `mock-identity-center endpoints-json`: what old clients read instead of endpoint variables. */

import { parseArgs } from "node:util";
import { command } from "./command.ts";
import type { Command, Parsed } from "./command.ts";
import { mockLocationHelp, mockLocationOptions } from "./control-client.ts";
import type { MockLocation } from "./control-client.ts";
import { mockAddress } from "./mock-address.ts";
import type { MockAddress } from "./mock-address.ts";

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

/** @param endpointsJson makes the document. */
export function endpointsJsonCommand(
  endpointsJson: (address: MockAddress, regions: readonly string[]) => unknown,
): Command {
  return command<EndpointsArguments>({
    name: "endpoints-json",
    summary: "prints an endpoints.json for old clients",
    usage,
    parse: parseEndpointsArguments,
    run: async ({ regions, ...location }, terminal) => {
      const address = await mockAddress(location, terminal);
      const document = endpointsJson(address, regions.length === 0 ? [address.region] : regions);
      terminal.out(`${JSON.stringify(document, undefined, 2)}\n`);
      return 0;
    },
  });
}

function parseEndpointsArguments(args: readonly string[]): Parsed<EndpointsArguments> {
  const { values } = parseArgs({
    args: [...args],
    options: { region: { type: "string", multiple: true, default: [] }, ...mockLocationOptions },
  });
  const location = { url: values.url, controlTokenFile: values["control-token-file"] };
  return { status: "run", arguments: { regions: values.region, ...location } };
}
