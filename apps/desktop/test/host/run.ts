/** `node run.ts <main bundle> [arguments]`: runs an app's real main bundle with `electron` replaced by the Chromium host. */
import { registerHooks } from "node:module";
import { dirname, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { followTargets } from "./attachments.ts";
import { startChromium } from "./chromium.ts";
import { host, options } from "./host.ts";
import * as electron from "./electron.ts";

/** From the launcher. */
export interface EvaluateRequest {
  readonly id: number;
  /** Source of a function of `electron` and `input`. */
  readonly source: string;
  readonly input: unknown;
}

export type HostMessage =
  | { readonly type: "ready"; readonly endpoint: string; readonly chromium: string }
  | { readonly type: "opened"; readonly url: string }
  | { readonly type: "relaunch"; readonly arguments: readonly string[] }
  | { readonly type: "value"; readonly id: number; readonly value: unknown }
  | { readonly type: "error"; readonly id: number; readonly message: string };

const { app, BrowserWindow } = electron;
const say = (message: HostMessage): void => void process.send?.(message);

registerHooks({
  resolve: (specifier, context, next) =>
    specifier === "electron" || specifier === "electron/main"
      ? { url: new URL("electron.ts", import.meta.url).href, shortCircuit: true }
      : next(specifier, context),
});

async function evaluate({ id, source, input }: EvaluateRequest): Promise<void> {
  try {
    // oxlint-disable-next-line no-eval -- Playwright does the same to a real Electron
    const body = (0, eval)(`(${source})`) as (electron: unknown, input: unknown) => unknown;
    say({ type: "value", id, value: await body(electron, input) });
  } catch (error) {
    say({ type: "error", id, message: String(error instanceof Error ? error.stack : error) });
  }
}

const [, , main = "", ...rest] = process.argv;
process.argv = [process.execPath, main, ...rest];
Object.defineProperty(process.versions, "electron", { value: options.electronVersion, configurable: true });
Object.defineProperty(process, "resourcesPath", { value: dirname(main) });
process.on("message", (request: EvaluateRequest) => void evaluate(request));
// Never outlives the test.
process.on("disconnect", () => app.exit(0));
// As Electron, which quits in order.
process.on("SIGTERM", () => app.quit());
process.on("SIGINT", () => app.quit());

host.launching = startChromium(options);
// Who waits for it hears of it.
host.launching.catch(() => undefined);
await import(pathToFileURL(resolve(main)).href);
const browser = await host.launching;
// An app that lost the single-instance lock is on its way out.
if (!host.isQuitting) {
  browser.onExit(() => {
    if (!host.isQuitting) process.exit(70);
  });
  await followTargets(browser, (popup) => {
    const opener = BrowserWindow.getAllWindows().find(
      ({ webContents }) => webContents.targetId === popup.openerId,
    );
    void opener?.webContents.onPopup(popup);
  });
  await browser.send("Browser.setDownloadBehavior", { behavior: "deny" });
  const { product } = await browser.send("Browser.getVersion");
  host.begin(browser);
  app.emit("ready", {}, {});
  say({ type: "ready", endpoint: browser.endpoint, chromium: product });
}
