/** Which requests of the log somebody asks for. */

import { errorNames } from "../faults/error-names.ts";
import type { FaultKind } from "../faults/fault.ts";
import type { Operation } from "./operation.ts";
import type { RequestLogEntry } from "./request-log.ts";

/** Every member given must fit. */
export interface RequestFilter {
  readonly operation?: Operation | readonly Operation[] | undefined;
  /** The `clientId` of a registered client. */
  readonly client?: string | undefined;
  readonly userName?: string | undefined;
  readonly status?: number | undefined;
  /** "SlowDownException", or the OAuth code "slow_down". */
  readonly error?: string | undefined;
  readonly fault?: FaultKind | undefined;
  /** Only requests after the one with this number. */
  readonly since?: number | undefined;
}

export function matchesFilter(entry: RequestLogEntry, filter: RequestFilter): boolean {
  const { operation, client, userName, status, error, fault, since } = filter;
  return (
    (since === undefined || entry.number > since) &&
    (operation === undefined || [operation].flat().includes(entry.operation)) &&
    (client === undefined || client === entry.client) &&
    (userName === undefined || userName === entry.userName) &&
    (status === undefined || status === entry.status) &&
    (error === undefined || error === entry.error || errorNames(error).type === entry.error) &&
    (fault === undefined || fault === entry.fault)
  );
}
