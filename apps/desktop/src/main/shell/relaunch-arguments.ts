/** What a relaunch hands to the app: a list of our own. Electron's default repeats every argument, a link included. */

const KEPT = /^--(?:debug$|development-setup=)/;

/** @param appPath given when the app is not packaged: Electron's binary then takes it as its first argument. */
export function relaunchArguments(argv: readonly string[], appPath?: string): string[] {
  return [...(appPath === undefined ? [] : [appPath]), ...argv.filter((argument) => KEPT.test(argument))];
}
