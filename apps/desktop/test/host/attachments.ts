/** Which session belongs to which page. Every new page is held before its first byte until somebody lets it run. */
import type { Chromium } from "./chromium.ts";

/** A page that another page opened. */
export interface Popup {
  readonly targetId: string;
  readonly sessionId: string;
  readonly openerId: string;
  readonly url: string;
}

const sessions = new Map<string, string>();
const waiting = new Map<string, (sessionId: string) => void>();

/** Auto-attach at the browser, because a `noopener` popup does not attach to the session of the page that opened it. */
export async function followTargets(browser: Chromium, onPopup: (popup: Popup) => void): Promise<void> {
  browser.on("Target.attachedToTarget", ({ sessionId, targetInfo, waitingForDebugger }) => {
    const { type, targetId, openerId, url } = targetInfo;
    if (type === "page" && openerId !== undefined) onPopup({ targetId, sessionId, openerId, url });
    else if (type === "page") {
      sessions.set(targetId, sessionId);
      waiting.get(targetId)?.(sessionId);
    } else if (waitingForDebugger) {
      browser
        .session(sessionId)
        .send("Runtime.runIfWaitingForDebugger")
        .catch(() => undefined);
    }
  });
  await browser.send("Target.setDiscoverTargets", { discover: true });
  await browser.send("Target.setAutoAttach", {
    autoAttach: true,
    waitForDebuggerOnStart: true,
    flatten: true,
  });
}

export function sessionOf(targetId: string): Promise<string> {
  const known = sessions.get(targetId);
  return known === undefined
    ? new Promise((resolve) => waiting.set(targetId, resolve))
    : Promise.resolve(known);
}
