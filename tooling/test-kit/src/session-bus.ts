/** A real Secret Service: a private session bus, and gnome-keyring on it. Needs no display. */

import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { temporaryDirectory } from "./temporary-directory.ts";

const INSTALL = "apt-get install -y --no-install-recommends gnome-keyring libsecret-1-0 dbus";

/** Starts no services by itself, so that a test decides who owns the name of the Secret Service. */
const busConfiguration = (
  directory: string,
): string => `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-BUS Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>session</type><listen>unix:tmpdir=${directory}</listen><auth>EXTERNAL</auth>
<policy context="default"><allow send_destination="*"/><allow receive_sender="*"/><allow own="*"/></policy></busconfig>`;

export interface SessionBus extends AsyncDisposable {
  /** What a program needs to reach it. */
  readonly environment: Readonly<Record<string, string>>;
  /** A folder for the test's own files. */
  readonly directory: string;
  /**
   * Unlocks the login keyring, which the first start creates; stays locked with another password. Without one it
   * does neither.
   */
  startDaemon(password: string | undefined): Promise<void>;
  stopDaemon(): Promise<void>;
  /** The daemon keeps its name on the bus, and answers nothing. */
  freezeDaemon(): void;
  thawDaemon(): void;
  /** Until the bus is disposed of. */
  freezeBus(): void;
}

/** A session bus without a Secret Service on it yet. Declare it with `await using`, or dispose of it yourself. */
export async function sessionBus(): Promise<SessionBus> {
  const home = temporaryDirectory();
  const configuration = join(home.path, "bus.conf");
  writeFileSync(configuration, busConfiguration(home.path));
  const base = { PATH: process.env["PATH"] ?? "", HOME: home.path };
  const bus = await started(
    spawn("dbus-daemon", [`--config-file=${configuration}`, "--nofork", "--print-address=1"], {
      env: base,
      stdio: ["ignore", "pipe", "ignore"],
    }),
  );
  const [address] = (await once(bus.stdout ?? bus, "data")) as [Buffer];
  const environment = { ...base, DBUS_SESSION_BUS_ADDRESS: address.toString("utf8").trim() };
  const keyring = join(home.path, "keyring");
  mkdirSync(keyring, { mode: 0o700 });
  let daemon: ChildProcess | undefined;

  const stopDaemon = async (): Promise<void> => {
    await ended(daemon);
    daemon = undefined;
  };
  return {
    environment,
    directory: home.path,
    async startDaemon(password) {
      const env = { ...environment, XDG_DATA_HOME: keyring, XDG_RUNTIME_DIR: keyring };
      const unlock = password === undefined ? [] : ["--unlock"];
      const options = ["--foreground", ...unlock, "--components=secrets"];
      daemon = await started(
        spawn("gnome-keyring-daemon", options, { env, stdio: ["pipe", "ignore", "ignore"] }),
      );
      daemon.stdin?.end(password);
      while (!(await isOnTheBus(environment))) await sleep(10);
    },
    stopDaemon,
    freezeDaemon: () => daemon?.kill("SIGSTOP"),
    thawDaemon: () => daemon?.kill("SIGCONT"),
    freezeBus: () => bus.kill("SIGSTOP"),
    async [Symbol.asyncDispose]() {
      await ended(daemon);
      await ended(bus);
      home[Symbol.dispose]();
    },
  };
}

async function isOnTheBus(env: Readonly<Record<string, string>>): Promise<boolean> {
  const call = [
    "--session",
    "--print-reply",
    "--dest=org.freedesktop.DBus",
    "/",
    "org.freedesktop.DBus.NameHasOwner",
  ];
  const child = await started(
    spawn("dbus-send", [...call, "string:org.freedesktop.secrets"], {
      env,
      stdio: ["ignore", "pipe", "ignore"],
    }),
  );
  const [reply] = (await once(child.stdout ?? child, "data")) as [Buffer];
  return reply.includes("boolean true");
}

async function started(child: ChildProcess): Promise<ChildProcess> {
  try {
    await once(child, "spawn");
    return child;
  } catch (cause) {
    throw new Error(`${child.spawnfile} is not installed. Run: ${INSTALL}`, { cause });
  }
}

/** SIGKILL ends a frozen process too. */
async function ended(child: ChildProcess | undefined): Promise<void> {
  if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, "exit");
  child.kill("SIGKILL");
  await exit;
}
