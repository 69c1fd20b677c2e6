/** What happens when a window's page breaks, each way that Electron tells of it. */
import type { EventEmitter } from "node:events";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { createLog } from "../log.ts";
import { openWindow } from "./open-window.ts";

const fake = vi.hoisted(() => ({ made: [] as unknown[], loaded: [] as string[] }));

vi.mock("electron", async () => {
  const { EventEmitter } = await import("node:events");
  return {
    BrowserWindow: class extends EventEmitter {
      readonly webContents = new EventEmitter();
      constructor() {
        super();
        fake.made.push(this);
      }
      loadURL(url: string): Promise<void> {
        fake.loaded.push(url);
        return Promise.reject(new Error("reported as did-fail-load as well"));
      }
      show(): void {
        this.emit("shown");
      }
    },
  };
});

const PAGE = "app://shell/index.html";

interface Scene {
  readonly window: EventEmitter;
  readonly contents: EventEmitter;
  readonly givenUp: readonly string[];
  readonly logged: () => string;
}

function open(): Scene {
  const givenUp: string[] = [];
  const lines: string[] = [];
  const window = openWindow({
    page: PAGE,
    preload: "/preload.cjs",
    title: "Latchkey",
    width: 1,
    height: 1,
    isPackaged: true,
    log: createLog({ level: "info", destination: { write: (line: string) => void lines.push(line) } }),
    onClosed: () => undefined,
    giveUp: (why) => void givenUp.push(why),
  });
  const contents = window.webContents as unknown as EventEmitter;
  return { window, contents, givenUp, logged: () => lines.join("") };
}

const crash = ({ contents }: Scene, reason = "crashed"): void =>
  void contents.emit("render-process-gone", {}, { reason, exitCode: 1 });
const failToLoad = ({ contents }: Scene, code: number, isMainFrame: boolean): void =>
  void contents.emit("did-fail-load", {}, code, "ERR_SOMETHING", "app://shell/?secret=1", isMainFrame);

beforeEach(() => {
  fake.made.length = 0;
  fake.loaded.length = 0;
});

test("the window shows once its page can be seen, and not before", () => {
  const { window } = open();
  let shown = 0;
  window.on("shown", () => (shown += 1));
  expect(shown).toBe(0);
  window.emit("ready-to-show");
  window.emit("ready-to-show");
  expect(shown).toBe(1);
});

describe("the page's process", () => {
  test("gone: the page is loaded once more; gone again: the app gives up", () => {
    const scene = open();
    crash(scene);
    expect([fake.loaded, scene.givenUp]).toEqual([[PAGE, PAGE], []]);
    crash(scene, "oom");
    expect([fake.loaded.length, scene.givenUp]).toEqual([2, ["The page's process ended."]]);
    expect(scene.logged()).toContain('"reason":"oom"');
  });

  test("ended by itself, as a window that closes: nothing is loaded", () => {
    const scene = open();
    crash(scene, "clean-exit");
    expect([fake.loaded, scene.givenUp]).toEqual([[PAGE], []]);
  });
});

describe("a page that does not load", () => {
  test("is tried once more; then the app gives up, and the log has no address", () => {
    const scene = open();
    failToLoad(scene, -6, true);
    expect([fake.loaded.length, scene.givenUp]).toEqual([2, []]);
    failToLoad(scene, -6, true);
    expect([fake.loaded.length, scene.givenUp]).toEqual([2, ["The page did not load."]]);
    expect(scene.logged()).toContain('"code":-6');
    expect(scene.logged()).not.toContain("secret");
  });

  test("because the navigation was refused, or in a frame: the page is still there", () => {
    const scene = open();
    failToLoad(scene, -3, true);
    failToLoad(scene, -6, false);
    expect([fake.loaded, scene.givenUp]).toEqual([[PAGE], []]);
  });
});

test("a crash and a failure to load within a minute are two breaks", () => {
  const scene = open();
  crash(scene);
  failToLoad(scene, -6, true);
  expect(scene.givenUp).toEqual(["The page did not load."]);
});

test("without its preload script a page is dead: the app gives up at once, and what the script threw stays out of the log", () => {
  const scene = open();
  scene.contents.emit("preload-error", {}, "/preload.cjs", new Error("quotes a value"));
  expect([fake.loaded.length, scene.givenUp]).toEqual([1, ["The page cannot talk to the app."]]);
  expect(scene.logged()).toContain("the preload script failed");
  expect(scene.logged()).not.toContain("quotes a value");
});
