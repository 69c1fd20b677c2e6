/** The mock in a process of its own, with the memory settings of its program. */

import { startMockIdentityCenter } from "@latchkey/mock-identity-center";
import { setFlagsFromString } from "node:v8";
import { serve } from "../load/serve.ts";

setFlagsFromString("--semi-space-growth-factor=1");
setFlagsFromString("--heap-growing-percent=30");
const mock = await startMockIdentityCenter();
const { url, startUrl, accountId, roleName } = mock;
serve({ url, startUrl, accountId, roleName }, ({ call, codes = [] }) => {
  if (call === "approve") for (const code of codes) mock.approve(code, "ada.lovelace");
  // Longer than the interval: no poll of the next round is early.
  if (call === "wait") mock.clock.advance(2000);
});
