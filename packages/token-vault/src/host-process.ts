/** How the keytar host is started: a forked Node.js process, unless the caller knows better. */

import { fork } from "node:child_process";

export interface HostStart {
  /** The host's program, an ES module. */
  readonly modulePath: string;
  /** Its whole environment. */
  readonly environment: Readonly<Record<string, string>>;
}

/** A running host, as the key store sees it. */
export interface HostProcess {
  /** Must not throw when the process is gone; `onExit` reports that. */
  send(message: object): void;
  onMessage(listener: (message: unknown) => void): void;
  /** Called once, also when the process could not be started. @param code 0 when it ended by itself. */
  onExit(listener: (code: number | null) => void): void;
  /** Ends it at once, whatever it is doing: SIGKILL. */
  kill(): void;
  /** Whether this process should stay alive for an answer. May be left out where the event loop never ends. */
  keepAlive?(wanted: boolean): void;
}

/** Electron passes one made of `utilityProcess.fork`, because `child_process.fork` needs the RunAsNode fuse. */
export type StartHost = (start: HostStart) => HostProcess;

export const forkHost: StartHost = ({ modulePath, environment }) => {
  const child = fork(modulePath, [], {
    env: environment,
    execArgv: [],
    stdio: ["ignore", "ignore", "ignore", "ipc"],
  });
  return {
    send: (message) => child.send(message, () => undefined),
    onMessage: (listener) => child.on("message", listener),
    onExit: (listener) => {
      let reported = false;
      const report = (code: number | null): void => {
        if (!reported) listener(code);
        reported = true;
      };
      child.on("exit", report);
      child.on("error", () => report(null));
    },
    kill: () => child.kill("SIGKILL"),
    keepAlive: (wanted) => {
      if (wanted) child.ref();
      else child.unref();
      if (wanted) child.channel?.ref();
      else child.channel?.unref();
    },
  };
};
