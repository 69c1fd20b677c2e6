/** Who may open the administrator's pages. */

import { BlockList } from "node:net";
import type { Call } from "../../core/wire.ts";

const loopback = new BlockList();
loopback.addSubnet("127.0.0.0", 8, "ipv4");
loopback.addAddress("::1", "ipv6");

/** The mock knows no administrators: it trusts its own machine, and callers that came over no socket at all. */
export function mayAdminister({ request: { remoteAddress } }: Call): boolean {
  if (remoteAddress === undefined) return true;
  return loopback.check(remoteAddress, remoteAddress.includes(":") ? "ipv6" : "ipv4");
}
