/** The keychain's process as Electron runs it, with a scripted `utilityProcess`. */
import { spawn } from "node:child_process";
import { EventEmitter, once } from "node:events";
import { expect, onTestFinished, test, vi } from "vitest";
import { startUtilityHost } from "./utility-host.ts";

const { fork } = vi.hoisted(() => ({ fork: vi.fn<(...input: unknown[]) => unknown>() }));
vi.mock("electron", () => ({ utilityProcess: { fork } }));

class ScriptedChild extends EventEmitter {
  readonly heard: unknown[] = [];
  pid: number | undefined;

  postMessage(message: unknown): void {
    this.heard.push(message);
  }
}

function scriptedChild(): ScriptedChild {
  const child = new ScriptedChild();
  fork.mockReset().mockReturnValue(child);
  return child;
}

const START = { modulePath: "/app/keytar-host.js", environment: { PATH: "/bin" } };

test("is started with the environment that it was given and nothing else, and without a terminal", () => {
  scriptedChild();
  startUtilityHost(START);
  expect(fork.mock.calls).toEqual([
    [START.modulePath, [], { env: { PATH: "/bin" }, stdio: "ignore", serviceName: "Latchkey keychain" }],
  ]);
});

test("messages go both ways", () => {
  const child = scriptedChild();
  const host = startUtilityHost(START);
  const heard: unknown[] = [];
  host.onMessage((message) => void heard.push(message));
  host.send({ call: "get" });
  child.emit("message", { value: 1 });
  child.emit("message", { value: 2 });
  expect(child.heard).toEqual([{ call: "get" }]);
  expect(heard).toEqual([{ value: 1 }, { value: 2 }]);
});

test("its end is told once, with its code", () => {
  const child = scriptedChild();
  const host = startUtilityHost(START);
  const codes: (number | null)[] = [];
  host.onExit((code) => void codes.push(code));
  child.emit("exit", 3);
  child.emit("exit", 4);
  expect(codes).toEqual([3]);
});

/** A process that no signal ends but the one that cannot be handled. */
async function stubbornProcess(): Promise<{ readonly id: number; readonly ended: Promise<unknown[]> }> {
  const program = `process.on("SIGTERM", () => undefined); setInterval(() => undefined, 1000); console.log("ready");`;
  const stubborn = spawn(process.execPath, ["-e", program], { stdio: ["ignore", "pipe", "ignore"] });
  onTestFinished(() => void stubborn.kill("SIGKILL"));
  const ended = once(stubborn, "exit");
  await once(stubborn.stdout, "data");
  return { id: stubborn.pid ?? 0, ended };
}

test("kill ends a process that does not answer to SIGTERM", async () => {
  const { id, ended } = await stubbornProcess();
  scriptedChild().pid = id;
  startUtilityHost(START).kill();
  expect(await ended).toEqual([null, "SIGKILL"]);
});

test("kill before the process has started ends it as soon as it has", async () => {
  const { id, ended } = await stubbornProcess();
  const child = scriptedChild();
  startUtilityHost(START).kill();
  child.pid = id;
  child.emit("spawn");
  expect(await ended).toEqual([null, "SIGKILL"]);
});

test("kill of a process that has ended changes nothing", async () => {
  const child = scriptedChild();
  const host = startUtilityHost(START);
  host.kill();
  const { id, ended } = await stubbornProcess();
  process.kill(id, "SIGKILL");
  await ended;
  child.pid = id;
  expect(() => host.kill()).not.toThrow();
});
