/** The mock in a process of its own, set up as its program sets it up. */

import { startMockIdentityCenter } from "@latchkey/mock-identity-center";
import { keepNewSpaceSmall } from "../../../../apps/mock-identity-center/src/server/new-space.ts";
import { serve } from "../load/serve.ts";

keepNewSpaceSmall();
const mock = await startMockIdentityCenter();
const { url, startUrl, accountId, roleName } = mock;
serve({ url, startUrl, accountId, roleName }, ({ call, codes = [] }) => {
  if (call === "approve") for (const code of codes) mock.approve(code, "ada.lovelace");
  // Longer than the interval: no poll of the next round is early.
  if (call === "wait") mock.clock.advance(2000);
});
