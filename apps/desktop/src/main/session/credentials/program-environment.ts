/** What the AWS CLI and credential helpers see of the app's environment: an allow-list, each part with its reason. */
import { DEFAULT_ALLOW } from "@latchkey/sandbox-env";

type Variables = Readonly<Record<string, string | undefined>>;

/** They speak to AWS or to the company's own services, and keep files of the person's. */
const PROGRAMS = [
  ...DEFAULT_ALLOW,
  "HTTPS_PROXY",
  "https_proxy",
  "HTTP_PROXY",
  "http_proxy",
  "NO_PROXY",
  "no_proxy",
  "USERPROFILE",
  "APPDATA",
  "LOCALAPPDATA",
  "ProgramData",
  "ProgramFiles",
  "TMPDIR",
  "TEMP",
  "TMP",
];

/** A helper often asks the person's keyring, ticket or agent. */
const HELPERS = [...PROGRAMS, "DBUS_SESSION_BUS_ADDRESS", "XDG_RUNTIME_DIR", "KRB5CCNAME", "SSH_AUTH_SOCK"];

export function cliEnvironment(parent: Variables, platform = process.platform): Record<string, string> {
  return pick(parent, PROGRAMS, platform);
}

export function helperEnvironment(parent: Variables, platform = process.platform): Record<string, string> {
  return pick(parent, HELPERS, platform);
}

function pick(parent: Variables, names: readonly string[], platform: string): Record<string, string> {
  const fold = (name: string): string => (platform === "win32" ? name.toUpperCase() : name);
  const allowed = new Set(names.map(fold));
  return Object.fromEntries(
    Object.entries(parent).filter(
      (entry): entry is [string, string] => entry[1] !== undefined && allowed.has(fold(entry[0])),
    ),
  );
}
