/** One launcher, two hosts: a spec gets the same object on Electron and on the Chromium host. */
import { existsSync } from "node:fs";
import type { Page } from "playwright-core";
import type * as HostElectron from "../test/host/electron.ts";
import { mainBundle } from "./app-folder.ts";
import { chosenHost } from "./hosts/chosen-host.ts";
import type { HostKind } from "./hosts/chosen-host.ts";
import { launchChromium, runChromium } from "./hosts/launch-chromium.ts";
import { launchElectron, runElectron } from "./hosts/launch-electron.ts";

/** What the Chromium host has beyond Electron; only a test for that host alone may look at it. */
type HostsOwn = "record" | "checkPermission";

/** What both hosts have. */
export type ElectronModule = Omit<typeof HostElectron, HostsOwn>;

export interface Desktop {
  readonly host: HostKind;
  /** Of the main process. */
  readonly processId: number;
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
  /** Added to this process's environment. */
  readonly environment?: Readonly<Record<string, string>>;
  readonly isHeaded?: boolean;
  readonly isPackaged?: boolean;
  /** Whether `safeStorage` finds a keyring; on the Chromium host, which plays one unless told. Electron looks itself. */
  readonly hasKeyring?: boolean;
  /** The app's folder; the built app of this checkout unless given. */
  readonly app?: string;
  /** Told of every address that the app opens, by the Chromium host. */
  readonly onOpened?: (url: string) => void;
  /** Told by the Chromium host, with what `arguments` would be, when the app asks to be started again after its end. */
  readonly onRelaunch?: (words: readonly string[]) => void;
}

/** Resolves once the first page has its bridge. Rejects when the app ends before. */
export async function launchDesktop(options: LaunchOptions): Promise<Desktop> {
  requireBuild(options);
  const desktop = await (chosenHost() === "electron" ? launchElectron(options) : launchChromium(options));
  const exited = desktop.exited.then((code) => {
    throw new Error(`the app ended with exit code ${code}`);
  });
  await Promise.race([desktop.page.waitForFunction('"latchkey" in window'), exited]);
  exited.catch(() => undefined);
  return desktop;
}

/** For an app that is expected to end by itself before it shows anything. */
export function runToExit(options: LaunchOptions): Promise<number | null> {
  requireBuild(options);
  return chosenHost() === "electron" ? runElectron(options) : runChromium(options);
}

/** Runs in the main process of the Chromium host, and has what only that host has. */
export function evaluateInHost<Result>(
  desktop: Desktop,
  body: (electron: typeof HostElectron) => Result | Promise<Result>,
): Promise<Result> {
  if (desktop.host !== "chromium") throw new Error("Only the Chromium host can answer this; see onlyOn");
  return desktop.evaluate(body as (electron: ElectronModule) => Result | Promise<Result>);
}

function requireBuild(options: LaunchOptions): void {
  if (!existsSync(mainBundle(options))) throw new Error("The app is not built. Run: pnpm build");
}
