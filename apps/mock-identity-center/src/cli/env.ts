/** `mock-identity-center env`: the variables that point a client at a running mock. */

import { parseArgs } from "node:util";
import { clientEnvironment, clientKinds } from "../client-env/client-environment.ts";
import type { ClientAddress, ClientKind } from "../client-env/client-environment.ts";
import { configFile } from "../client-env/config-file.ts";
import { environmentForms, formatEnvironment } from "../client-env/format-environment.ts";
import { command } from "./command.ts";
import type { Command, Parsed } from "./command.ts";
import { mockLocationHelp, mockLocationOf, mockLocationOptions } from "./control-client.ts";
import type { MockLocation } from "./control-client.ts";
import { mockAddress } from "./mock-address.ts";

const forms = [...environmentForms, "config", "legacy-config"] as const;

interface EnvArguments extends MockLocation {
  readonly kind: ClientKind;
  readonly form: (typeof forms)[number];
  /** By which way the client gets to the mock. */
  readonly way: Pick<ClientAddress, "proxyUrl" | "endpointsFolder">;
}

const usage = `Usage: mock-identity-center env --client KIND [OPTIONS]

Prints what points an unmodified client at a running mock: eval "$(mock-identity-center env --client aws-cli)"

  --client KIND       ${clientKinds.join(", ")}
  --form FORM         ${environmentForms.join(", ")}; config or legacy-config for the file that AWS_CONFIG_FILE names
  --proxy-url URL     leads the client through the mock's proxy
  --endpoints-folder FOLDER
                      folder with the endpoints.json of an old client
${mockLocationHelp}

Exit status: 0 done, 1 the mock is not reachable, 2 wrong arguments.
`;

export const env: Command = command({
  name: "env",
  summary: "prints the variables that point a client at a running mock",
  usage,
  parse: parseEnvArguments,
  run: async ({ kind, form, way, ...location }, terminal) => {
    const address = { ...(await mockAddress(location, terminal)), ...way };
    terminal.out(textOf(kind, form, address));
    return 0;
  },
});

function textOf(kind: ClientKind, form: EnvArguments["form"], address: ClientAddress): string {
  if (form === "config") return configFile(address);
  if (form === "legacy-config") return configFile(address, "legacy");
  return formatEnvironment(clientEnvironment(kind, address), form);
}

function parseEnvArguments(args: readonly string[]): Parsed<EnvArguments> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      client: { type: "string" },
      form: { type: "string", default: "sh" },
      "proxy-url": { type: "string" },
      "endpoints-folder": { type: "string" },
      ...mockLocationOptions,
    },
  });
  const kind = clientKinds.find((each) => each === values.client);
  if (kind === undefined)
    return { status: "wrong", reason: `--client expects one of ${clientKinds.join(", ")}` };
  const form = forms.find((each) => each === values.form);
  if (form === undefined) return { status: "wrong", reason: `--form expects one of ${forms.join(", ")}` };
  const way = {
    proxyUrl: values["proxy-url"],
    endpointsFolder: values["endpoints-folder"],
  };
  return { status: "run", arguments: { kind, form, way, ...mockLocationOf(values) } };
}
