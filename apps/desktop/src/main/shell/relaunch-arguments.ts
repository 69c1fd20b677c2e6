/** What a relaunch starts: a list of arguments of our own, and in an AppImage the image, not the program inside. */
import { existsSync, realpathSync } from "node:fs";
import { sep } from "node:path";

const KEPT = /^--(?:debug$|development-setup=)/;

/**
 * Electron's helper that waits for this process forbids new privileges to all that it starts, and mounting an image needs them.
 * So the image is extracted instead, which takes it some seconds. It must be the first argument.
 */
const WITHOUT_A_MOUNT = "--appimage-extract-and-run";

export interface RelaunchFrom {
  readonly argv: readonly string[];
  readonly execPath: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Given when the app is not packaged: Electron's binary then takes it as its first argument. */
  readonly appPath?: string | undefined;
}

export interface Relaunch {
  readonly args: string[];
  /** Left out, the same program again. */
  readonly execPath?: string;
}

/** Electron's default repeats every argument, a link included. */
export function relaunchArguments({ argv, execPath, environment, appPath }: RelaunchFrom): Relaunch {
  const kept = argv.filter((argument) => KEPT.test(argument));
  if (appPath !== undefined) return { args: [appPath, ...kept] };
  const image = ownImage(execPath, environment);
  return image === undefined ? { args: kept } : { execPath: image, args: [WITHOUT_A_MOUNT, ...kept] };
}

/** The variables are inherited: an app that was started from another one's terminal has that one's image in them. */
function ownImage(execPath: string, environment: RelaunchFrom["environment"]): string | undefined {
  const { APPIMAGE: image, APPDIR: folder } = environment;
  if (image === undefined || folder === undefined || !existsSync(folder)) return undefined;
  return execPath.startsWith(realpathSync(folder) + sep) ? image : undefined;
}
