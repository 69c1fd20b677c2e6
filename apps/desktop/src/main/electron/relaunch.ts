/** Ends this process in order, and starts the app again. */
import { app } from "electron";
import { relaunchArguments } from "../shell/relaunch-arguments.ts";

/** The next process starts when this one has ended, and so finds the single-instance lock free. */
export function relaunch(): void {
  const { argv, execPath, env: environment } = process;
  const appPath = app.isPackaged ? undefined : app.getAppPath();
  app.relaunch(relaunchArguments({ argv, execPath, environment, appPath }));
  app.quit();
}
