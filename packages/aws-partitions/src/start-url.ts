/** AWS access portal URLs: which ones are AWS's, and which ones mean the same. Makes no network call. */
import type { PartitionId } from "./partitions.ts";
import { canonicalHost, findPortalHost } from "./portal-hosts.ts";

export type StartUrlProblem =
  | "too-long"
  | "not-a-url"
  | "not-https"
  | "has-credentials"
  | "has-port"
  | "has-query"
  /** The host is nobody's access portal: a look-alike, or a company's own domain. */
  | "not-an-aws-portal"
  /** The host is AWS's, but this path is no start URL there. */
  | "unexpected-path";

export type StartUrlResult =
  | {
      readonly status: "valid";
      /** Normalised: equal for all spellings of one portal. */
      readonly startUrl: string;
      readonly host: string;
      readonly partition: PartitionId;
      /** The region that the host names, where it names one. */
      readonly region?: string;
    }
  | { readonly status: "invalid"; readonly reason: StartUrlProblem; readonly message: string };

const MAXIMUM_LENGTH = 2048;

const MESSAGES: Readonly<Record<StartUrlProblem, string>> = {
  "too-long": `expected at most ${MAXIMUM_LENGTH} characters`,
  "not-a-url": "expected an address such as https://d-1234567890.awsapps.com/start",
  "not-https": "expected an address that begins with https://",
  "has-credentials": "expected an address without a user name or password",
  "has-port": "expected an address without a port",
  "has-query": "expected an address without a query",
  "not-an-aws-portal": "expected an AWS access portal such as https://d-1234567890.awsapps.com/start",
  "unexpected-path": "the host is AWS's, but the path is not one of an access portal",
};

/**
 * Parses and normalises a start URL: host in lower case without a trailing dot, no default port, no trailing
 * slash, no fragment. So `/start`, `/start/`, `/start#/` and `/start/#/?tab=accounts` are one start URL.
 *
 * @returns `valid` with the normalised URL and its partition, or `invalid` with a reason; never throws.
 * @see https://docs.aws.amazon.com/singlesignon/latest/userguide/using-the-portal.html
 */
export function parseStartUrl(value: string): StartUrlResult {
  if (value.length > MAXIMUM_LENGTH) return invalid("too-long");
  const url = URL.canParse(value) ? new URL(value) : undefined;
  if (url === undefined || url.hostname === "") return invalid("not-a-url");
  const problem = problemOf(url);
  if (problem !== undefined) return invalid(problem);
  const host = canonicalHost(url.hostname);
  const portal = findPortalHost(host);
  if (portal === undefined) return invalid("not-an-aws-portal");
  const path = url.pathname.replace(/\/+$/, "");
  if (!portal.path.test(path)) return invalid("unexpected-path");
  const { partition, region } = portal;
  const startUrl = `https://${host}${path}`;
  return { status: "valid", startUrl, host, partition, ...(region === undefined ? {} : { region }) };
}

function problemOf(url: URL): StartUrlProblem | undefined {
  if (url.protocol !== "https:") return "not-https";
  if (url.username !== "" || url.password !== "") return "has-credentials";
  if (url.port !== "") return "has-port";
  if (url.search !== "") return "has-query";
  return undefined;
}

function invalid(reason: StartUrlProblem): StartUrlResult {
  return { status: "invalid", reason, message: MESSAGES[reason] };
}
