/**
 * What sandbox-runtime and the shells around it add to a process's environment, besides what sandbox-env built.
 * On Linux the process has no network of its own: everything it reaches, it reaches through the sandbox's proxy.
 */

const PROXY = [
  "HTTP_PROXY",
  "HTTPS_PROXY",
  "ALL_PROXY",
  "FTP_PROXY",
  "GRPC_PROXY",
  "NO_PROXY",
  "http_proxy",
  "https_proxy",
  "all_proxy",
  "ftp_proxy",
  "grpc_proxy",
  "no_proxy",
  "RSYNC_PROXY",
  "DOCKER_HTTP_PROXY",
  "DOCKER_HTTPS_PROXY",
  "CLOUDSDK_PROXY_ADDRESS",
  "CLOUDSDK_PROXY_PORT",
  "CLOUDSDK_PROXY_TYPE",
  "CLOUDSDK_PROXY_USERNAME",
  "CLOUDSDK_PROXY_PASSWORD",
];

/** Each name with the reason why it is there. None is AWS's, and none comes from the app's own environment. */
export const SANDBOX_VARIABLES: Readonly<Record<string, string>> = {
  ...Object.fromEntries(PROXY.map((name) => [name, "the sandbox's proxy, as different programs read it"])),
  GIT_CONFIG_PARAMETERS: "git sends the proxy's password at once",
  GIT_SSH_COMMAND: "git over SSH goes through the proxy",
  JAVA_TOOL_OPTIONS: "Java goes through the proxy",
  CLAUDE_CODE_HOST_HTTP_PROXY_PORT: "the proxy's port outside, for its own messages",
  CLAUDE_CODE_HOST_SOCKS_PROXY_PORT: "the proxy's port outside, for its own messages",
  SANDBOX_RUNTIME: "says that there is a sandbox",
  TMPDIR: "temporary files, in the working folder",
  PWD: "the shell's: the working folder",
  OLDPWD: "the shell's",
  SHLVL: "the shell's",
  _: "the shell's: the program",
};
