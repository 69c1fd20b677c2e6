/** The mock as its users run it, in a process that is measured. */

import { startMockIdentityCenter } from "@latchkey/mock-identity-center";
import { serve } from "../load/serve.ts";

const mock = await startMockIdentityCenter();
const { url, startUrl, accountId, roleName } = mock;
serve({ url, startUrl, accountId, roleName }, ({ call, codes = [] }) => {
  if (call === "approve") for (const code of codes) mock.approve(code, "ada.lovelace");
  // Longer than the interval: no poll of the next round is early.
  if (call === "wait") mock.clock.advance(2000);
});
