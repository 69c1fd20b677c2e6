/** The app once Electron is ready: the parts, connected. */
import { app, clipboard, ipcMain, powerMonitor, protocol, session } from "electron";
import type { BrowserWindow } from "electron";
import { fileURLToPath } from "node:url";
import { invokes, pushes } from "../../shared/contract.ts";
import type { Log } from "../log.ts";
import { createAppController } from "../shell/app-controller.ts";
import type { DevelopmentSetup } from "../shell/development-setup.ts";
import { handlersOf } from "../shell/handlers.ts";
import { registerInvokes } from "../shell/ipc.ts";
import { PAGE_SCHEME, START_PAGE } from "../shell/own-pages.ts";
import { answerPage, readPageFiles } from "../shell/page-files.ts";
import { policyNotice } from "../shell/policy-notice.ts";
import { quitInOrder } from "../shell/quit-in-order.ts";
import { bringToFront, configurationWindow } from "./configuration-window.ts";
import { denyDownloads, denyPermissions } from "./guards.ts";
import { setMenu } from "./menu.ts";
import { useProxyOf } from "./network.ts";
import { openWindow } from "./open-window.ts";
import { relaunch } from "./relaunch.ts";
import { settingsOf } from "./settings.ts";

export interface AppStart {
  readonly log: Log;
  /** Says why in a dialog, and ends the app. */
  readonly giveUp: (why: string) => void;
  readonly setup: DevelopmentSetup | undefined;
  readonly isPackaged: boolean;
  readonly dataFolder: string;
}

export function openApp({ log, giveUp, setup, isPackaged, dataFolder }: AppStart): void {
  denyPermissions(session.defaultSession);
  denyDownloads(session.defaultSession, log);
  const files = readPageFiles(fileURLToPath(new URL("../renderer", import.meta.url)));
  protocol.handle(PAGE_SCHEME, (request) => answerPage(files, request));

  const settings = settingsOf({ dataFolder, isPackaged, log, setup });
  const configuration = configurationWindow({ settings, relaunch });
  setMenu({ platform: process.platform, isPackaged, openConfiguration: () => configuration.open() });
  let window: BrowserWindow | undefined;
  const controller = createAppController({
    settings,
    writeClipboard: (text) => clipboard.writeText(text),
    onState: (state) => window?.webContents.send("app:state", pushes["app:state"].parse(state)),
    onText: (text) => window?.webContents.send("session:text", pushes["session:text"].parse(text)),
    onSignedIn: () => window?.focus(),
    openConfiguration: () => configuration.open(),
    // In memory, a sign-in would not be there after a relaunch.
    ...(setup?.keyStore === "memory" ? {} : { relaunch }),
    onStartUp: async ({ snapshot }) => {
      notice.watch(snapshot);
      await useProxyOf(snapshot, log);
    },
  });
  const notice = policyNotice(settings, (change) => {
    controller.policyChanged(change);
    configuration.policyChanged();
  });
  registerInvokes((channel, listener) => ipcMain.handle(channel, listener), {
    invokes,
    handlers: handlersOf(controller),
    ownContents: () => window?.webContents,
    log,
  });
  const show = (): void => {
    window = openWindow({
      page: START_PAGE,
      title: "Latchkey",
      width: 960,
      height: 720,
      preload: fileURLToPath(new URL("../preload/index.cjs", import.meta.url)),
      isPackaged,
      log,
      giveUp,
      onClosed: () => {
        window = undefined;
        controller.windowClosed();
      },
    });
  };
  show();
  void controller.start();

  app.on("second-instance", () => {
    if (window === undefined) return show();
    bringToFront(window);
  });
  app.on("activate", () => {
    if (window === undefined) show();
  });
  app.on("window-all-closed", () => {
    if (process.platform !== "darwin") app.quit();
  });
  powerMonitor.on("resume", () => controller.wake());
  const close = async (): Promise<void> => {
    notice.stop();
    await controller.quit();
    await settings.keyStore.close?.();
  };
  quitInOrder(app, close, log);
}
