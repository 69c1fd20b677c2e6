/** `mock-identity-center env`: the variables that point a client at a running mock. */

import { parseArgs } from "node:util";
import { command } from "./command.ts";
import type { Command, Parsed } from "./command.ts";
import { mockLocationHelp, mockLocationOptions } from "./control-client.ts";
import type { MockLocation } from "./control-client.ts";
import { mockAddress } from "./mock-address.ts";
import type { MockAddress } from "./mock-address.ts";

/** What is known of the clients. */
export interface ClientKit {
  readonly kinds: readonly string[];
  readonly forms: readonly string[];
  /** Called with one of the kinds. */
  environment(kind: string, address: ClientRoute): Readonly<Record<string, string>>;
  /** Called with one of the forms. */
  format(variables: Readonly<Record<string, string>>, form: string): string;
  configFile(address: ClientRoute): string;
}

/** Where the mock is, and by which way a client gets there. */
export interface ClientRoute extends MockAddress {
  readonly proxyUrl: string | undefined;
  readonly caFile: string | undefined;
  readonly endpointsFolder: string | undefined;
}

interface EnvArguments extends MockLocation {
  readonly kind: string;
  /** One of the kit's, or "config". */
  readonly form: string;
  readonly route: Omit<ClientRoute, keyof MockAddress>;
}

export function envCommand(kit: ClientKit): Command {
  return command({
    name: "env",
    summary: "prints the variables that point a client at a running mock",
    usage: usageOf(kit),
    parse: (args) => parseEnvArguments(kit, args),
    run: async ({ kind, form, route, ...location }, terminal) => {
      const address = { ...(await mockAddress(location, terminal)), ...route };
      terminal.out(
        form === "config" ? kit.configFile(address) : kit.format(kit.environment(kind, address), form),
      );
      return 0;
    },
  });
}

function parseEnvArguments(kit: ClientKit, args: readonly string[]): Parsed<EnvArguments> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      client: { type: "string" },
      form: { type: "string", default: "sh" },
      "proxy-url": { type: "string" },
      "ca-file": { type: "string" },
      "endpoints-folder": { type: "string" },
      ...mockLocationOptions,
    },
  });
  const kind = kit.kinds.find((each) => each === values.client);
  if (kind === undefined)
    return { status: "wrong", reason: `--client expects one of ${kit.kinds.join(", ")}` };
  const forms = [...kit.forms, "config"];
  const form = forms.find((each) => each === values.form);
  if (form === undefined) return { status: "wrong", reason: `--form expects one of ${forms.join(", ")}` };
  const route = {
    proxyUrl: values["proxy-url"],
    caFile: values["ca-file"],
    endpointsFolder: values["endpoints-folder"],
  };
  const location = { url: values.url, controlTokenFile: values["control-token-file"] };
  return { status: "run", arguments: { kind, form, route, ...location } };
}

function usageOf({ kinds, forms }: ClientKit): string {
  return `Usage: mock-identity-center env --client KIND [OPTIONS]

Prints what points an unmodified client at a running mock: eval "$(mock-identity-center env --client aws-cli)"

  --client KIND       ${kinds.join(", ")}
  --form FORM         ${forms.join(", ")}, or config for the client's configuration file
  --proxy-url URL     leads the client through the mock's proxy
  --ca-file FILE      authority that signed the mock's certificates
  --endpoints-folder FOLDER
                      folder with the endpoints.json of an old client
${mockLocationHelp}

Exit status: 0 done, 1 the mock is not reachable, 2 wrong arguments.
`;
}
