/** A session manager over a rehearsal, with every state that it showed, and a machine's time that only the test moves. */
import { manualClock } from "@latchkey/test-kit";
import type { ManualClock } from "@latchkey/test-kit";
import { readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { onTestFinished } from "vitest";
import type { AppSettings } from "../../src/main/app-settings.ts";
import { composeSession } from "../../src/main/compose-session.ts";
import type { SsoServices } from "../../src/main/compose.ts";
import { plainChildSandbox } from "../../src/demo/plain-child.ts";
import { issueFromSignIn } from "../../src/main/session/issue-credentials.ts";
import { openSession } from "../../src/main/session/open-session.ts";
import type { OpenResult } from "../../src/main/session/open-session.ts";
import type { OpenSandbox, SandboxCommand, SandboxedProcess } from "../../src/main/session/sandbox.ts";
import { createSessionManager } from "../../src/main/session/session-manager.ts";
import type { SessionManager } from "../../src/main/session/session-manager.ts";
import type { SessionServices } from "../../src/main/session/session-services.ts";
import { startsSessions } from "../../src/main/session/session-state.ts";
import type { SessionState } from "../../src/main/session/session-state.ts";
import { rehearse } from "./rehearsal.ts";
import type { Rehearsal, RehearsalWorld } from "./rehearsal.ts";
import { WORKER_SCRIPT } from "./worker-script.ts";

export interface SessionRig {
  readonly services: SessionServices;
  readonly manager: SessionManager;
  readonly states: readonly SessionState[];
  /** The names of the states, a step of a start or a warning after its name. */
  readonly names: () => string[];
  /** The machine's time, by which the manager looks at the clock. */
  readonly machine: ManualClock;
}

/** Starts the app afresh in whatever mode its policy has, as far as a session manager. */
export async function sessionRig(
  app: Rehearsal,
  {
    app: appChanges = {},
    services: changes = {},
  }: {
    readonly app?: Partial<AppSettings>;
    readonly services?: Partial<SessionServices>;
  } = {},
): Promise<SessionRig> {
  const settings = { ...app.settings, ...appChanges };
  const started = await app.start(appChanges);
  const { decision } = started;
  if (!startsSessions(decision)) throw new Error(`no session in mode ${decision.mode}: ${decision.reason}`);
  const services = { ...composeSession(settings, decision, started), ...changes };
  const states: SessionState[] = [];
  const machine = manualClock();
  const manager = createSessionManager(services, {
    onState: (state) => void states.push(state),
    sleep: (ms, signal) => machine.sleep(ms, signal),
  });
  return { services, manager, states, names: () => states.map(nameOf), machine };
}

function nameOf(state: SessionState): string {
  if (state.state === "starting") return `starting ${state.step}`;
  if (state.state === "running") return state.endsSoon ? "running ends-soon" : "running";
  if (state.state === "ended") return `ended ${state.reason}`;
  return state.state === "not-started" ? `not-started ${state.failure.status}` : state.state;
}

/** As a start in mode `aws-sso` does, with parts that a test has changed. */
export function openFrom(sso: SsoServices): Promise<OpenResult> {
  const { settings, decision, serverClock } = sso;
  return openSession({
    settings,
    decision,
    allowedHosts: [],
    now: () => serverClock.now(),
    issue: (signal) => issueFromSignIn(sso, signal),
    discard: () => undefined,
  });
}

/** A rehearsal without a sandbox, in which the person is signed in; it ends with the test. */
export async function signedIn(world: RehearsalWorld = {}): Promise<Rehearsal> {
  const app = await rehearse(PLAIN, world);
  onTestFinished(() => app[Symbol.asyncDispose]());
  await app.signInOnce();
  return app;
}

/** A session that runs, and ends with the test. */
export async function running(
  app: Rehearsal,
  changes: Parameters<typeof sessionRig>[1] = {},
): Promise<SessionRig> {
  const rig = await sessionRig(app, changes);
  onTestFinished(() => rig.manager.quit());
  const { state } = await rig.manager.start();
  if (state !== "running") throw new Error(`expected running, got ${state}`);
  return rig;
}

export interface SpiedSandbox {
  readonly openSandbox: OpenSandbox;
  readonly processes: readonly SandboxedProcess[];
  readonly folders: readonly string[];
}

/** A sandbox whose processes and working folders a test can see; a plain child unless given. */
export function spied(open: OpenSandbox = openPlain, onSpawn?: () => void): SpiedSandbox {
  const processes: SandboxedProcess[] = [];
  const folders: string[] = [];
  const openSandbox: OpenSandbox = async (options) => {
    const opened = await open(options);
    if (opened.status !== "ready") return opened;
    const { sandbox } = opened;
    const spawn = async (command: SandboxCommand): Promise<SandboxedProcess> => {
      onSpawn?.();
      const child = await sandbox.spawn(command);
      processes.push(child);
      folders.push(command.workingFolder);
      return child;
    };
    return { status: "ready", sandbox: { ...sandbox, spawn } };
  };
  return { openSandbox, processes, folders };
}

export const openPlain: OpenSandbox = () =>
  Promise.resolve({ status: "ready", sandbox: plainChildSandbox() });

/** The worker without a sandbox: for what a session does, not what confines it. */
export const PLAIN: Partial<AppSettings> = {
  openSandbox: openPlain,
  worker: { program: process.execPath, script: WORKER_SCRIPT },
};

/** The session folders of this process. */
export const sessionFolders = (): string[] =>
  readdirSync(tmpdir()).filter((name) => name.startsWith(`latchkey-session-${process.pid}-`));

/** For before each test: fails it when a session of it leaves its folder, after all that the test itself has to end. */
export function refuseLeftFolders(): void {
  // What is registered first comes last.
  onTestFinished(() => {
    const left = sessionFolders();
    if (left.length > 0) throw new Error(`left behind: ${left.join(", ")}`);
  });
}
