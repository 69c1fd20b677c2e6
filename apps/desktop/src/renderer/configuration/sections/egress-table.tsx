/** One row a host, with the result of the reachability test once there is one. */
import type { JSX } from "preact";
import type { EgressView, Reachability } from "../../../shared/configuration-contract.ts";
import { say } from "../../i18n/configuration-catalogs.ts";
import { resultKey } from "../model/reachability.ts";
import { DataTable } from "../ui/data-table.tsx";
import { useMessages } from "../ui/locale.ts";
import { Code, English, Say } from "../ui/say.tsx";
import { Sign } from "../ui/sign.tsx";
import type { SignName } from "../ui/sign.tsx";
import { useWindow } from "../ui/window-context.ts";

type Host = EgressView["hosts"][number];

export function EgressTable({ hosts }: { readonly hosts: readonly Host[] }): JSX.Element {
  const messages = useMessages();
  const { reachability } = useWindow().model;
  const results = "results" in reachability ? reachability.results : undefined;
  const columns = [
    messages["egress.host"],
    messages["egress.purpose"],
    messages["egress.needed-for"],
    ...(results === undefined ? [] : [messages["egress.result"]]),
  ];
  return (
    <DataTable
      label={messages["egress.hosts"]}
      name="egress"
      columns={columns}
      rows={hosts.map((host) => ({
        id: resultKey(host),
        cells: [
          <Address of={host} />,
          <Purpose of={host} />,
          host.neededFor.map((moment) => messages[`moment.${moment}`]).join(", "),
          ...(results === undefined ? [] : [<Result of={results[resultKey(host)]} />]),
        ],
      }))}
    />
  );
}

/** As a firewall's list has it. */
function Address({ of: { host, port = 443 } }: { readonly of: Host }): JSX.Element {
  return (
    <Code>
      {host}
      <span class="port">:{port}</span>
    </Code>
  );
}

function Purpose({ of: { purpose, notUsedWhile } }: { readonly of: Host }): JSX.Element {
  return (
    <>
      <English>{purpose}</English>
      {notUsedWhile !== undefined && (
        <span class="not-used">
          <Say it={say("egress.not-used", { reason: notUsedWhile })} />
        </span>
      )}
    </>
  );
}

const SIGNS: Readonly<Record<Reachability["status"], SignName>> = {
  testing: "working",
  reachable: "success",
  unreachable: "error",
  "not-tested": "none",
};

function Result({ of: result }: { readonly of: Reachability | undefined }): JSX.Element | null {
  const messages = useMessages();
  if (result === undefined) return null;
  return (
    <span class={`result ${result.status}`}>
      <Sign name={SIGNS[result.status]} />
      <span>
        {messages[`reachability.${result.status}`]}
        {result.code !== undefined && (
          <>
            {" "}
            <Code>{result.code}</Code>
          </>
        )}
        {result.status === "reachable" && result.milliseconds !== undefined && (
          <span class="quiet">
            <Say
              it={say("reachability.milliseconds", { count: { count: Math.round(result.milliseconds) } })}
            />
          </span>
        )}
      </span>
    </span>
  );
}
