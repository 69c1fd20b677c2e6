/** Opens a port and says in plain words why it cannot. */

import type { AddressInfo, Server } from "node:net";
import { MockIdentityCenterError } from "../mock-error.ts";

export interface Address {
  readonly host: string;
  /** 0 for any free port. */
  readonly port: number;
}

/** Connections that may wait while the process is busy; the system's own limit may be lower. */
const backlog = 4096;

/**
 * The port that `server` listens on.
 *
 * @throws {MockIdentityCenterError} ADDRESS_UNAVAILABLE when it is in use or not allowed.
 */
export async function openPort(server: Server, address: Address): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", (cause) => reject(unavailable(address, cause)));
    server.listen({ ...address, backlog }, resolve);
  });
  return (server.address() as AddressInfo).port;
}

/** The origin at an address, IPv6 ones in brackets. */
export function originOf(scheme: "http" | "https", { host, port }: Address): string {
  return `${scheme}://${host.includes(":") ? `[${host}]` : host}:${port}`;
}

function unavailable({ host, port }: Address, cause: Error): MockIdentityCenterError {
  const code = "code" in cause ? String(cause.code) : "";
  const reason = code === "EADDRINUSE" ? "is already in use" : `cannot be used (${code})`;
  return new MockIdentityCenterError("ADDRESS_UNAVAILABLE", `Port ${port} of ${host} ${reason}`, { cause });
}
