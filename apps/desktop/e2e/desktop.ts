/** One launcher, two hosts: a spec gets the same object on Electron and on the Chromium host. */
import { fork } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { _electron, chromium } from "playwright-core";
import type { Browser, Page } from "playwright-core";
import type * as HostElectron from "../test/host/electron.ts";
import type { HostOptions } from "../test/host/host.ts";
import type { HostMessage } from "../test/host/run.ts";

export type HostKind = "electron" | "chromium";

/** What both hosts have; `record` only the Chromium host. */
export type ElectronModule = typeof HostElectron;

export interface Desktop {
  readonly host: HostKind;
  readonly page: Page;
  /** Runs in the main process. The function is sent as source: it may use nothing but its two parameters. */
  evaluate<Result, Input = undefined>(
    body: (electron: ElectronModule, input: Input) => Result | Promise<Result>,
    input?: Input,
  ): Promise<Result>;
  readonly exited: Promise<number | null>;
  close(): Promise<void>;
}

export interface LaunchOptions {
  readonly userData: string;
  readonly arguments?: readonly string[];
  readonly isHeaded?: boolean;
  readonly isPackaged?: boolean;
  /** The app's folder; the built app of this checkout unless given. */
  readonly app?: string;
  /** Told of every address that the app opens, by the Chromium host. */
  readonly onOpened?: (url: string) => void;
}

const ROOT = join(import.meta.dirname, "..");
const MAIN = "dist/app/main/index.js";
const ELECTRON = dirname(createRequire(import.meta.url).resolve("electron/package.json"));

export const electronVersion = (
  JSON.parse(readFileSync(join(ELECTRON, "package.json"), "utf8")) as { readonly version: string }
).version;

/** By looking for the file: requiring `electron` from Node starts a download. */
export function electronBinary(): string | undefined {
  const folder = process.env["ELECTRON_OVERRIDE_DIST_PATH"] ?? join(ELECTRON, "dist");
  const names = ["electron", "electron.exe", "Electron.app/Contents/MacOS/Electron"];
  return names.map((name) => join(folder, name)).find((path) => existsSync(path));
}

/** @throws {Error} when Electron is asked for and its binary is not there, or the name is of no host. */
export function chosenHost(environment: NodeJS.ProcessEnv = process.env): HostKind {
  const asked = environment["DESKTOP_HOST"];
  if (asked === undefined || asked === "") return electronBinary() === undefined ? "chromium" : "electron";
  if (asked !== "electron" && asked !== "chromium")
    throw new Error(`DESKTOP_HOST is electron or chromium, not ${asked}`);
  if (asked === "electron" && electronBinary() === undefined)
    throw new Error("DESKTOP_HOST=electron, and its binary is not there. Run: pnpm exec install-electron");
  return asked;
}

/** Resolves once the first page has its bridge. Rejects when the app ends before. */
export async function launchDesktop(options: LaunchOptions): Promise<Desktop> {
  if (!existsSync(join(options.app ?? ROOT, MAIN))) throw new Error("The app is not built. Run: pnpm build");
  const desktop = await (chosenHost() === "electron" ? launchElectron(options) : launchChromium(options));
  const exited = desktop.exited.then((code) => {
    throw new Error(`the app ended with exit code ${code}`);
  });
  await Promise.race([desktop.page.waitForFunction('"latchkey" in window'), exited]);
  exited.catch(() => undefined);
  return desktop;
}

async function launchElectron(options: LaunchOptions): Promise<Desktop> {
  const electron = await _electron.launch({
    executablePath: electronBinary() ?? "",
    args: [
      options.app ?? ROOT,
      `--user-data-dir=${options.userData}`,
      ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
      ...(options.arguments ?? []),
    ],
  });
  const exited = new Promise<number | null>((resolve) => electron.process().once("exit", resolve));
  return {
    host: "electron",
    page: await electron.firstWindow(),
    evaluate: (body, input) => electron.evaluate(body as never, input as never),
    exited,
    close: () => electron.close(),
  };
}

/** Debian's, unless CHROMIUM names another. */
export function chromiumProgram(environment: NodeJS.ProcessEnv = process.env): string {
  const program = environment["CHROMIUM"] ?? "/usr/bin/chromium";
  if (existsSync(program)) return program;
  throw new Error("There is no Chromium. Run: apt-get install -y --no-install-recommends chromium");
}

async function launchChromium(options: LaunchOptions): Promise<Desktop> {
  const hostOptions: HostOptions = {
    userData: options.userData,
    executable: chromiumProgram(),
    isHeaded: options.isHeaded ?? false,
    isPackaged: options.isPackaged ?? false,
    electronVersion,
  };
  const child = fork(
    join(ROOT, "test/host/run.ts"),
    [join(options.app ?? ROOT, MAIN), ...(options.arguments ?? [])],
    {
      env: { ...process.env, LATCHKEY_HOST_OPTIONS: JSON.stringify(hostOptions) },
      execArgv: ["--no-warnings"],
      stdio: ["ignore", "inherit", "inherit", "ipc"],
    },
  );
  const exited = new Promise<number | null>((resolve) => child.once("exit", resolve));
  const ready = Promise.withResolvers<string>();
  const waiting = new Map<number, PromiseWithResolvers<unknown>>();
  child.on("message", (message: HostMessage) => {
    if (message.type === "ready") ready.resolve(message.endpoint);
    else if (message.type === "opened") options.onOpened?.(message.url);
    else if (message.type === "value") waiting.get(message.id)?.resolve(message.value);
    else waiting.get(message.id)?.reject(new Error(message.message));
  });
  const ended = Promise.withResolvers<never>();
  ended.promise.catch(() => undefined);
  child.once("exit", (code) => {
    const error = new Error(`the app ended with exit code ${code}`);
    ended.reject(error);
    for (const call of waiting.values()) call.reject(error);
  });
  const { browser, page } = await Promise.race([ready.promise.then(connect), ended.promise]);
  let lastId = 0;
  return {
    host: "chromium",
    page,
    exited,
    evaluate<Result>(body: unknown, input?: unknown) {
      const call = Promise.withResolvers<unknown>();
      lastId += 1;
      waiting.set(lastId, call);
      child.send({ id: lastId, source: String(body), input });
      return call.promise as Promise<Result>;
    },
    async close() {
      await browser.close().catch(() => undefined);
      if (child.exitCode === null) child.kill("SIGTERM");
      await exited;
    },
  };
}

async function connect(endpoint: string): Promise<{ readonly browser: Browser; readonly page: Page }> {
  const browser = await chromium.connectOverCDP(endpoint);
  const [context] = browser.contexts();
  if (context === undefined) throw new Error("Chromium has no context");
  return { browser, page: context.pages()[0] ?? (await context.waitForEvent("page")) };
}
