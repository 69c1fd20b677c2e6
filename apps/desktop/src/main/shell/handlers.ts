/** What each channel of the contract does. */
import type { AppController } from "./app-controller.ts";
import type { Handlers } from "./ipc.ts";

export function handlersOf(app: AppController): Handlers {
  return {
    "app:get-state": () => app.state,
    "app:retry": done(() => app.retry()),
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
  };
}

function done(act: () => void | Promise<void>): () => Promise<Record<string, never>> {
  return async () => {
    await act();
    return {};
  };
}
