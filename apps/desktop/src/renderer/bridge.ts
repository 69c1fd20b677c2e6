/** Each action of a page as its one call of the bridge. */
import type { Answer, LatchkeyBridge } from "../shared/contract.ts";
import type { ActionId } from "./model/page.ts";

export function perform(bridge: LatchkeyBridge, id: ActionId): Promise<Answer<unknown>> {
  switch (id) {
    case "sign-in":
      return bridge.startSignIn();
    case "cancel":
      return bridge.cancelSignIn();
    case "open-browser":
      return bridge.openBrowser();
    case "copy-code":
      return bridge.copyCode();
    case "copy-link":
      return bridge.copyLink();
    case "copy-details":
      return bridge.copyDetails();
    case "continue":
      return bridge.continueToCowork();
    case "back":
      return bridge.backToOffer();
    case "use-another-account":
      return bridge.useAnotherAccount();
    case "sign-out":
      return bridge.signOut();
    case "retry":
      return bridge.retry();
    case "open-configuration":
      return bridge.openConfiguration();
    case "stop":
      return bridge.stop();
    case "new-session":
      return bridge.newSession();
  }
}
