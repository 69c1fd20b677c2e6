/** The keychain's process as Electron runs it, with a scripted `utilityProcess`. */
import { EventEmitter } from "node:events";
import { expect, test, vi } from "vitest";
import { startUtilityHost } from "./utility-host.ts";

const { fork } = vi.hoisted(() => ({ fork: vi.fn<(...input: unknown[]) => unknown>() }));
vi.mock("electron", () => ({ utilityProcess: { fork } }));

class ScriptedChild extends EventEmitter {
  readonly heard: unknown[] = [];
  kills = 0;

  postMessage(message: unknown): void {
    this.heard.push(message);
  }

  kill(): void {
    this.kills += 1;
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

test("its end is told once, with its code; and it can be ended", () => {
  const child = scriptedChild();
  const host = startUtilityHost(START);
  const codes: (number | null)[] = [];
  host.onExit((code) => void codes.push(code));
  host.kill();
  expect(child.kills).toBe(1);
  child.emit("exit", 3);
  child.emit("exit", 4);
  expect(codes).toEqual([3]);
});
