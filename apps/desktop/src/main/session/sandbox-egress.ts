/** Where a session may connect: the Bedrock host, and what the administrator allows its tools. */

export interface SandboxEgress {
  /** For {@link SandboxOptions.egress}. */
  readonly egress: readonly string[];
  /** Entries of the policy that are not allowed, each with why; for the log and the policy inspector. */
  readonly refused: readonly { readonly entry: string; readonly reason: string }[];
}

/** `example.com`, `*.example.com`, either with `:port`; labels as DNS has them. */
const ENTRY =
  /^(?:\*\.)?(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9](?::[1-9]\d{0,4})?$/;

/**
 * @param bedrock the endpoint that the worker calls; the only host without a policy's list.
 * @param allowedHosts the policy's `coworkEgressAllowedHosts`; a wildcard covers every level below, and not the
 * domain itself.
 */
export function sandboxEgress(bedrock: URL, allowedHosts: readonly string[] = []): SandboxEgress {
  const refused: { entry: string; reason: string }[] = [];
  const egress = new Set([hostAndPort(bedrock)]);
  for (const entry of allowedHosts) {
    const host = entry.trim().toLowerCase();
    const reason = whyRefused(host);
    if (reason === undefined) egress.add(host);
    else refused.push({ entry, reason });
  }
  return { egress: [...egress], refused };
}

function hostAndPort({ host, port, protocol }: URL): string {
  return port === "" ? `${host}:${protocol === "http:" ? 80 : 443}` : host;
}

function whyRefused(host: string): string | undefined {
  if (host === "*" || /^\*\.[^.]*$/.test(host)) return "allows too much: name at least *.example.com";
  if (host.includes("://")) return "expected a host, not an address with a scheme";
  if (host.includes("*") && !host.startsWith("*."))
    return "a wildcard stands only for the first labels: *.example.com";
  const [name = "", port] = host.split(":");
  if (/^(.*\.)?localhost$/.test(name)) return "the device itself is not for sessions";
  // Private addresses, link-local ones and cloud metadata are reached by address.
  if (/^[\d.]+$/.test(name) || host.startsWith("[")) return "expected a host name, not an IP address";
  if (port !== undefined && Number(port) > 65_535) return "expected a port up to 65535";
  return ENTRY.test(host) ? undefined : "expected a host name such as example.com or *.example.com";
}
