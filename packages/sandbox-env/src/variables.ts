/**
 * Which variables of the parent a sandboxed process may see, and which it never sees.
 *
 * The allow-list comes first: what is not on it is not inherited. The second table only guards the
 * allow-list against a caller who adds a name that could redirect or replace the credentials.
 */

/**
 * The variables inherited unless the caller passes its own list.
 *
 * - `PATH`: finds the programs that a session runs.
 * - `HOME`, `USER`, `LOGNAME`: many programs refuse to start without them; point HOME at the working folder.
 * - `LANG`, `LC_ALL`, `LC_CTYPE`, `TZ`: text encoding, messages and local time.
 * - `TERM`, `COLORTERM`, `NO_COLOR`: how output may be formatted.
 * - `SystemRoot`, `SystemDrive`, `windir`, `ComSpec`, `PATHEXT`: without them no Windows process starts.
 */
export const DEFAULT_ALLOW: readonly string[] = [
  "PATH",
  "HOME",
  "USER",
  "LOGNAME",
  "LANG",
  "LC_ALL",
  "LC_CTYPE",
  "TZ",
  "TERM",
  "COLORTERM",
  "NO_COLOR",
  "SystemRoot",
  "SystemDrive",
  "windir",
  "ComSpec",
  "PATHEXT",
];

interface Rule {
  readonly matches: RegExp;
  readonly reason: string;
}

// Matched case-insensitively: Windows does not distinguish, and `http_proxy` works everywhere.
const NEVER_INHERITED: readonly Rule[] = [
  { matches: /^AWS_/i, reason: "selects, replaces or redirects AWS credentials and endpoints" },
  { matches: /^(BEDROCK|ANTHROPIC)_/i, reason: "redirects model requests or replaces their credentials" },
  { matches: /_PROXY$/i, reason: "sends requests through somebody else's host" },
  { matches: /^NODE_/i, reason: "loads code or certificates into Node" },
  { matches: /^ELECTRON_/i, reason: "changes what an Electron binary runs" },
  { matches: /^(LD|DYLD)_/i, reason: "loads code into every process" },
  {
    matches: /^(SSL_CERT_|CURL_CA_BUNDLE$|REQUESTS_CA_BUNDLE$)/i,
    reason: "replaces the trusted certificates",
  },
  {
    matches: /^(BASH_ENV|ENV|BASH_FUNC_.*|PROMPT_COMMAND|IFS|SHELLOPTS|BASHOPTS)$/i,
    reason: "runs code in every shell",
  },
  {
    matches: /^(PYTHON|PERL|RUBY|GIT_|JAVA_TOOL_OPTIONS|_JAVA_OPTIONS|JDK_)/i,
    reason: "loads code or settings into an interpreter",
  },
  {
    matches: /^(DBUS_|XDG_RUNTIME_DIR$|SSH_|GPG_|GNOME_KEYRING_)/i,
    reason: "reaches the user's keyring or agents",
  },
];

/**
 * Why a variable is never inherited, or `undefined` when a caller may allow it.
 *
 * @param name a variable's name; upper and lower case are the same.
 */
export function whyNeverInherited(name: string): string | undefined {
  return NEVER_INHERITED.find((rule) => rule.matches.test(name))?.reason;
}
