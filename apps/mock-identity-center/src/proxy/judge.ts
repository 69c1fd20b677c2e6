/** What the proxy lets through, and the one line that it tells everybody else. */

import { matchesHostName } from "../aws-names/host-names.ts";
import type { LastAnswer } from "../server/last-answer.ts";

/** The refusal of a CONNECT to `authority`; undefined for port 443 of one of `names`. */
export function judgeAuthority(authority: string, names: readonly string[]): LastAnswer | undefined {
  const [, host, port] = /^([\w.-]{1,253}):(\d{1,5})$/.exec(authority) ?? [];
  if (host === undefined) return refuse(403, "This proxy tunnels to port 443 of AWS host names only.");
  if (port === "443" && matchesHostName(names, host)) return undefined;
  return refuse(
    403,
    `${authority} is not a name that the mock stands in for, and nothing leaves this machine through its proxy.`,
  );
}

/** To any request but CONNECT. */
export function requestRefusal(): LastAnswer {
  return refuse(405, "This proxy understands CONNECT only; give it to clients as HTTPS_PROXY.");
}

/** Why the parser gave a connection up. */
export function parserRefusal(error: Error): LastAnswer {
  switch ("code" in error ? error.code : "") {
    case "HPE_HEADER_OVERFLOW":
      return refuse(431, "The head of the request is too long for this proxy.");
    case "ERR_HTTP_REQUEST_TIMEOUT":
      return refuse(408, "The request was not complete in time.");
    default:
      return refuse(400, "The request is not valid HTTP.");
  }
}

function refuse(status: number, line: string): LastAnswer {
  return { status, headers: { "content-type": "text/plain; charset=utf-8" }, body: `${line}\n` };
}
