/** The variables of the parent that a sandboxed process may see when the caller says nothing else. */

/** Each name with the reason why a process needs it. */
export const ALLOWED_FOR: Readonly<Record<string, string>> = {
  PATH: "finds the programs that a session runs",
  HOME: "many programs refuse to start without it; point it at the working folder",
  USER: "the person's name, which many programs print",
  LOGNAME: "the same, as POSIX calls it",
  LANG: "text encoding and language of messages",
  LC_ALL: "text encoding and language of messages, over LANG",
  LC_CTYPE: "text encoding alone; all that macOS sets",
  TZ: "local time",
  TERM: "what the terminal can show",
  COLORTERM: "how many colours it can show",
  NO_COLOR: "the person wants no colours",
  SystemRoot: "without it no Windows process starts",
  SystemDrive: "Windows programs build paths from it",
  windir: "older Windows programs read it in place of SystemRoot",
  ComSpec: "the command interpreter of Windows",
  PATHEXT: "which files on PATH Windows can run",
};

/** The names of {@link ALLOWED_FOR}: what is inherited unless the caller passes its own list. */
export const DEFAULT_ALLOW: readonly string[] = Object.freeze(Object.keys(ALLOWED_FOR));
