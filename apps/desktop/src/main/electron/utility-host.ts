/** Starts the keychain's process as Electron's utility process: `child_process.fork` needs a fuse that is off. */
import type { StartHost } from "@latchkey/token-vault";
import { utilityProcess } from "electron";

export const startUtilityHost: StartHost = ({ modulePath, environment }) => {
  const child = utilityProcess.fork(modulePath, [], {
    env: { ...environment },
    stdio: "ignore",
    serviceName: "Latchkey keychain",
  });
  return {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a process, not a window
    send: (message) => child.postMessage(message),
    onMessage: (listener) => void child.on("message", listener),
    onExit: (listener) => void child.once("exit", listener),
    kill() {
      // There is no id until it has started, and none when it has ended.
      if (child.pid === undefined) child.once("spawn", () => endAtOnce(child.pid));
      else endAtOnce(child.pid);
    },
  };
};

/** `child.kill()` sends SIGTERM, which a process that waits for a frozen keychain never comes to handle. */
function endAtOnce(id: number | undefined): void {
  if (id === undefined) return;
  try {
    process.kill(id, "SIGKILL");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}
