/** Rules of the other text values: provider, profile, base URL, paths and tiers. */
import { warning } from "../diagnostic.ts";
import { accept, malformed, type Outcome, type RuleContext } from "./outcome.ts";

const LOOPBACK = ["localhost", "127.0.0.1", "[::1]"];
const HOME = /^(?:~|%USERPROFILE%)(?=$|[\\/])/i;

export function checkChoice(text: string, choices: readonly string[]): Outcome {
  if (choices.includes(text)) return accept(text);
  const intended = choices.find((choice) => choice === text.toLowerCase());
  return malformed(
    intended === undefined ? `expected one of ${choices.join(", ")}` : `write "${intended}" in lower case`,
  );
}

/** Reports show this key and exports hold it, so a password may not be in it; Chromium takes none there. */
export function checkProxyUrl(text: string): Outcome {
  if (!/^(?:[a-z][a-z0-9+.-]*:\/\/)?[^/?#]*@/i.test(text)) return accept(text);
  return malformed("expected a URL without a user name or password", "misplaced-secret");
}

export function checkProfile(text: string): Outcome {
  if (text.length <= 128 && !/[[\]]/.test(text)) return accept(text);
  return malformed("expected a profile name of at most 128 characters without brackets");
}

/** An origin: nothing may follow the host, because the SDK appends its own path. */
export function checkBaseUrl(text: string, context: RuleContext): Outcome {
  const url = text.length <= 2048 ? URL.parse(text) : null;
  if (url === null) return malformed("expected an https URL such as https://bedrock.example.com");
  const loopback = url.protocol === "http:" && LOOPBACK.includes(url.hostname);
  if (url.protocol !== "https:" && !(loopback && context.allowLoopbackHttp === true)) {
    return malformed("expected an https URL");
  }
  if (url.username !== "" || url.password !== "") return malformed("expected a URL without a user name");
  if (url.pathname !== "/" || /[?#]/.test(text)) {
    return malformed("expected only the host origin, without path, query or fragment");
  }
  return accept(url.origin);
}

/** An absolute path; `~` and `%USERPROFILE%` at its start stand for the home directory. */
export function checkPath(text: string, context: RuleContext): Outcome {
  const expanded = context.homeDirectory === undefined ? text : expandHome(text, context.homeDirectory);
  const absolute = /^(?:\/|[A-Za-z]:[\\/]|\\\\[^\\])/.test(expanded) || HOME.test(expanded);
  if (expanded.length <= 1024 && absolute) return accept(expanded);
  return malformed("expected an absolute path of at most 1024 characters");
}

/** The helper is started without arguments. */
export function checkHelper(text: string, context: RuleContext): Outcome {
  const outcome = checkPath(text, context);
  if (outcome.status !== "ok" || !text.includes(" --")) return outcome;
  const hint = "looks like it carries arguments; the helper is run without any";
  return accept(outcome.value, warning("suspicious-value", hint));
}

function expandHome(text: string, home: string): string {
  return text.replace(HOME, () => home.replace(/[\\/]$/, ""));
}
