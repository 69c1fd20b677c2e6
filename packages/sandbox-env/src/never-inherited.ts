/**
 * What a sandboxed process never takes over from its parent, and why.
 *
 * The allow-list alone keeps these out. The table stops a caller who would allow one of them.
 */

interface Rule {
  readonly matches: RegExp;
  readonly reason: string;
}

// Case does not matter: Windows does not distinguish, and `http_proxy` works everywhere.
const NEVER_INHERITED: readonly Rule[] = [
  { matches: /^AWS_/i, reason: "selects, replaces or redirects AWS credentials and endpoints" },
  { matches: /^_X_AMZN_/i, reason: "marks requests as somebody else's" },
  {
    matches: /^(BEDROCK|ANTHROPIC|CLAUDE|LATCHKEY)_/i,
    reason: "redirects model requests or replaces their credentials",
  },
  { matches: /_PROXY$|^CLOUDSDK_PROXY_|^PROXY$/i, reason: "sends requests through somebody else's host" },
  { matches: /^(NODE|NPM_CONFIG|UV)_/i, reason: "loads code or certificates into Node" },
  { matches: /^(ELECTRON|CHROME)_/i, reason: "changes what an Electron binary runs" },
  { matches: /^(LD|DYLD|LDR)_|^(LIBPATH|SHLIB_PATH)$/i, reason: "loads code into every process" },
  {
    matches: /^(GLIBC_TUNABLES|GCONV_PATH|GETCONF_DIR|LOCPATH|NLSPATH|TZDIR|LIBC_FATAL_STDERR_|MALLOC_.*)$/i,
    reason: "loads files or changes the memory of every C program",
  },
  { matches: /^(MALLOCSTACKLOGGING|NSZOMBIE|OBJC_|CFNETWORK_)/i, reason: "traces every macOS process" },
  {
    matches: /^(HOSTALIASES|LOCALDOMAIN|RES_OPTIONS|RESOLV_.*|NSS_.*)$/i,
    reason: "resolves host names differently",
  },
  {
    matches: /^SSL_|^OPENSSL_|^(CURL|REQUESTS)_CA_BUNDLE$|^(SSLKEYLOGFILE|CURL_HOME|RANDFILE)$/i,
    reason: "replaces trusted certificates, loads a TLS engine or writes down TLS keys",
  },
  {
    matches:
      /^(BASH_ENV|ENV|ZDOTDIR|FPATH|PROMPT_COMMAND|PS[0-4]|IFS|CDPATH|SHELLOPTS|BASHOPTS)$|^BASH_FUNC_/i,
    reason: "runs code in every shell",
  },
  {
    matches: /^(PYTHON|PERL|RUBY|GEM_|BUNDLE_|PHP|LUA_|TCL|R_)/i,
    reason: "loads code into an interpreter",
  },
  {
    matches:
      /^(JAVA_TOOL_OPTIONS|_JAVA_OPTIONS|JDK_JAVA_OPTIONS|JDK_.*|CLASSPATH|DOTNET_.*|COMPLUS_.*|COR(ECLR)?_.*)$/i,
    reason: "loads code into a virtual machine",
  },
  {
    matches: /^(GIT_|CARGO_|RUSTC_|GOFLAGS$|GOPROXY$|PIP_)/i,
    reason: "changes what development tools run or fetch",
  },
  {
    matches: /^(EDITOR|VISUAL|PAGER|BROWSER|LESSOPEN|LESSCLOSE|MANPAGER)$/i,
    reason: "names a program that other programs run",
  },
  {
    matches:
      /^(DBUS_|SSH_|GPG_|GNOME_KEYRING_)|^(XDG_RUNTIME_DIR|XAUTHORITY|DISPLAY|WAYLAND_DISPLAY|KRB5CCNAME|KRB5_CONFIG|SESSION_MANAGER)$/i,
    reason: "reaches the person's keyring, agents, tickets or screen",
  },
  { matches: /^(DOCKER_|CONTAINER_|KUBECONFIG$|PODMAN_)/i, reason: "reaches a daemon outside the sandbox" },
];

/**
 * Why a variable is never inherited, or `undefined` when a caller may allow it.
 *
 * @param name a variable's name; upper and lower case are the same.
 */
export function whyNeverInherited(name: string): string | undefined {
  return NEVER_INHERITED.find((rule) => rule.matches.test(name))?.reason;
}
