/** The app's entry: what has to happen before Electron is ready, and then the parts, connected. */
import { app, clipboard, dialog, ipcMain, Menu, protocol, session } from "electron";
import type { BrowserWindow } from "electron";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { pushes } from "../../shared/contract.ts";
import { createLog } from "../log.ts";
import type { Log } from "../log.ts";
import { createAppController } from "../shell/app-controller.ts";
import { describeError } from "../shell/describe-error.ts";
import { readDevelopmentSetup } from "../shell/development-setup.ts";
import type { DevelopmentSetup } from "../shell/development-setup.ts";
import { handlersOf } from "../shell/handlers.ts";
import { registerInvokes } from "../shell/ipc.ts";
import { openLogFile } from "../shell/log-file.ts";
import { PAGE_SCHEME } from "../shell/own-pages.ts";
import { answerPage, readPageFiles } from "../shell/page-files.ts";
import { policyNotice } from "../shell/policy-notice.ts";
import { denyPermissions, guardContents } from "./guards.ts";
import { openMainWindow } from "./main-window.ts";
import { settingsOf } from "./settings.ts";

const { isPackaged } = app;
const dataFolder = app.getPath("userData");

// Before `ready`, or it does not count.
protocol.registerSchemesAsPrivileged([
  { scheme: PAGE_SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true } },
]);
app.enableSandbox();

if (app.requestSingleInstanceLock()) run();
else app.exit(0);

function run(): void {
  const level = process.argv.includes("--debug") ? "debug" : "info";
  const log = createLog({ level, destination: openLogFile(join(dataFolder, "latchkey.log")) });
  const giveUp = (why: string): void => {
    log.error({ why }, "the app gives up");
    dialog.showErrorBox("Latchkey has to close", `${why} Start it again; the log is in ${dataFolder}.`);
    app.exit(1);
  };
  const onDefect = (error: unknown): void => {
    log.error(describeError(error), "nobody caught this");
    giveUp("Something went wrong.");
  };
  process.on("uncaughtException", onDefect);
  process.on("unhandledRejection", onDefect);
  const setup = developmentSetup(giveUp);
  guardContents(app, log);
  // Not awaited: nothing of Electron's begins before this module has been evaluated.
  void app.whenReady().then(() => open({ log, giveUp, setup }), onDefect);
}

/** A setup that is refused ends the app: it must not start as if there were none. */
function developmentSetup(giveUp: (why: string) => void): DevelopmentSetup | undefined {
  try {
    return readDevelopmentSetup(process.argv, isPackaged);
  } catch (error) {
    giveUp(error instanceof Error ? error.message : "The development setup is not valid.");
    return undefined;
  }
}

interface Parts {
  readonly log: Log;
  readonly giveUp: (why: string) => void;
  readonly setup: DevelopmentSetup | undefined;
}

function open({ log, giveUp, setup }: Parts): void {
  Menu.setApplicationMenu(null);
  denyPermissions(session.defaultSession);
  const files = readPageFiles(fileURLToPath(new URL("../renderer", import.meta.url)));
  protocol.handle(PAGE_SCHEME, (request) => answerPage(files, request));

  const settings = settingsOf({ dataFolder, isPackaged, log, setup });
  let window: BrowserWindow | undefined;
  const controller = createAppController({
    settings,
    writeClipboard: (text) => clipboard.writeText(text),
    onState: (state) => window?.webContents.send("app:state", pushes["app:state"].parse(state)),
    onSignedIn: () => window?.focus(),
    onStartUp: ({ snapshot }) => notice.watch(snapshot),
  });
  const notice = policyNotice(settings, (change) => controller.policyChanged(change));
  registerInvokes((channel, listener) => ipcMain.handle(channel, listener), {
    handlers: handlersOf(controller),
    ownContents: () => window?.webContents,
    log,
  });
  const show = (): void => {
    window = openMainWindow({
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
    if (window.isMinimized()) window.restore();
    window.show();
    window.focus();
  });
  app.on("activate", () => {
    if (window === undefined) show();
  });
  app.on("window-all-closed", () => {
    if (process.platform !== "darwin") app.quit();
  });
  app.on("will-quit", () => {
    notice.stop();
    void settings.keyStore.close?.();
  });
}
