/** Ends this process in order, and starts the app again. */
import { app } from "electron";
import { relaunchArguments } from "../shell/relaunch-arguments.ts";

let isUnderWay = false;

/**
 * The next process starts when this one has ended, and so finds the single-instance lock free. Asked again it does nothing:
 * Electron would start one process for each time.
 */
export function relaunch(): void {
  if (isUnderWay) return;
  isUnderWay = true;
  const { argv, execPath, env: environment } = process;
  const appPath = app.isPackaged ? undefined : app.getAppPath();
  app.relaunch(relaunchArguments({ argv, execPath, environment, appPath }));
  app.quit();
}
