/** The variables that lead to the keychain. The only place of this package that reads `process.env`. */

const NAMES: Readonly<Partial<Record<NodeJS.Platform, readonly string[]>>> = {
  darwin: ["HOME", "USER", "LOGNAME", "PATH", "TMPDIR", "LANG"],
  win32: [
    "SystemRoot",
    "SystemDrive",
    "USERPROFILE",
    "USERNAME",
    "USERDOMAIN",
    "APPDATA",
    "LOCALAPPDATA",
    "TEMP",
    "TMP",
    "PATH",
  ],
};

const LINUX_NAMES = [
  "DBUS_SESSION_BUS_ADDRESS",
  "XDG_RUNTIME_DIR",
  "HOME",
  "USER",
  "LOGNAME",
  "PATH",
  "LANG",
  "DISPLAY",
  "WAYLAND_DISPLAY",
];

/** What D-Bus and the keychain of this system need, and nothing else: no credentials, no `NODE_OPTIONS`, no proxies. */
export function keychainEnvironment(
  from: Readonly<Record<string, string | undefined>> = process.env,
  platform: NodeJS.Platform = process.platform,
): Record<string, string> {
  const names = NAMES[platform] ?? LINUX_NAMES;
  const kept = names.flatMap((name) => {
    const value = from[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  // keytar-failure.ts reads English.
  return { ...Object.fromEntries(kept), LC_MESSAGES: "C" };
}
