/** Ends this process in order, and starts the app again. */
import { app } from "electron";
import { relaunchArguments } from "../shell/relaunch-arguments.ts";

/** The next process starts when this one has ended, and so finds the single-instance lock free. */
export function relaunch(): void {
  app.relaunch({ args: relaunchArguments(process.argv, app.isPackaged ? undefined : app.getAppPath()) });
  app.quit();
}
