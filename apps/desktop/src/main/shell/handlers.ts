/** What each channel of the contract does. */
import type { AppController } from "./app-controller.ts";
import type { invokes } from "../../shared/contract.ts";
import type { HandlersOf } from "./ipc.ts";

export function handlersOf(app: AppController): HandlersOf<typeof invokes> {
  return {
    "app:get-state": () => app.state,
    "app:retry": done(() => app.retry()),
    "app:open-configuration": done(() => app.openConfiguration()),
    "sign-in:start": done(() => app.startSignIn()),
    "sign-in:open-browser": done(() => app.openBrowser()),
    "sign-in:copy-code": done(() => app.copyCode()),
    "sign-in:copy-link": done(() => app.copyLink()),
    "sign-in:copy-details": done(() => app.copyDetails()),
    "sign-in:cancel": done(() => app.cancelSignIn()),
    "sign-in:back": done(() => app.backToOffer()),
    "sign-in:continue": done(() => app.continueToCowork()),
    "sign-in:use-another-account": done(() => app.useAnotherAccount()),
    "sign-in:sign-out": () => app.signOut(),
    "session:ask": async (prompt) => {
      app.ask(prompt);
      return {};
    },
    "session:stop": done(() => app.stop()),
    "session:new": done(() => app.newSession()),
  };
}

function done(act: () => void | Promise<void>): () => Promise<Record<string, never>> {
  return async () => {
    await act();
    return {};
  };
}
