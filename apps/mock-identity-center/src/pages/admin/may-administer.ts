/** Who may open the administrator's pages. */

import { comesFromThisMachine, namesThisMock } from "../../control/access.ts";
import type { WireRequest } from "../../core/wire.ts";

/** The mock knows no administrators: it trusts its own machine, at an address or name that is its own. */
export function mayAdminister(request: WireRequest, publicUrl: string): boolean {
  return comesFromThisMachine(request) && namesThisMock(request, [new URL(publicUrl).hostname]);
}
