/** The app's entry: what has to happen before Electron is ready. */
import { app, dialog, protocol } from "electron";
import { join } from "node:path";
import { createLog } from "../log.ts";
import { describeError } from "../shell/describe-error.ts";
import { readDevelopmentSetup } from "../shell/development-setup.ts";
import type { DevelopmentSetup } from "../shell/development-setup.ts";
import { openLogFile } from "../shell/log-file.ts";
import { PAGE_SCHEME } from "../shell/own-pages.ts";
import { guardContents } from "./guards.ts";
import { openApp } from "./open-app.ts";

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
  void app.whenReady().then(() => openApp({ log, giveUp, setup, isPackaged, dataFolder }), onDefect);
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
