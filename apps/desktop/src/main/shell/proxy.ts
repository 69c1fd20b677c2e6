/** The way out: the proxy that the policy names, else the system's, for the app's own requests and for its sessions. */
import type { PolicySnapshot } from "@latchkey/policy-reader";
import type { SandboxOptions } from "../session/sandbox.ts";

/** What Electron's `session.setProxy` takes. */
export type ProxyConfig =
  | { readonly mode: "system" }
  | { readonly mode: "fixed_servers"; readonly proxyRules: string }
  | { readonly mode: "pac_script"; readonly pacScript: string };

/** `egressProxyUrl` wins over `egressProxyPacUrl`, as the more exact one. */
export function proxyOfPolicy(snapshot: Pick<PolicySnapshot, "entries">): ProxyConfig {
  const proxyRules = textOf(snapshot, "egressProxyUrl");
  if (proxyRules !== undefined) return { mode: "fixed_servers", proxyRules };
  const pacScript = textOf(snapshot, "egressProxyPacUrl");
  return pacScript === undefined ? { mode: "system" } : { mode: "pac_script", pacScript };
}

function textOf({ entries }: Pick<PolicySnapshot, "entries">, key: string): string | undefined {
  const entry = entries.find(
    (each) => each.key === key && (each.status === "ok" || each.status === "ok-coerced"),
  );
  return typeof entry?.value === "string" ? entry.value : undefined;
}

const SCHEMES: Readonly<Record<string, string>> = { PROXY: "http", HTTPS: "https" };

/**
 * The first way of Electron's answer for an address, such as `PROXY proxy.example.com:3128; DIRECT`; undefined is the
 * direct one. `unsupported`: a SOCKS proxy, which a sandbox cannot go through.
 */
export function sandboxProxyOf(resolved: string): SandboxOptions["proxy"] | "unsupported" {
  const [kind = "DIRECT", address] = (resolved.split(";")[0] ?? "").trim().split(/\s+/);
  if (kind === "DIRECT" || kind === "") return undefined;
  const scheme = SCHEMES[kind];
  if (scheme === undefined || address === undefined) return "unsupported";
  const url = `${scheme}://${address}`;
  return { http: url, https: url };
}
