/** The app's bundles in the Chromium host, which plays Electron's part. */
import { chromiumProgram } from "@latchkey/test-kit/browser";
import { fork } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { join } from "node:path";
import { chromium } from "playwright-core";
import type { Browser, Page } from "playwright-core";
import { OPTIONS_VARIABLE } from "../../test/host/host-options.ts";
import type { HostOptions } from "../../test/host/host-options.ts";
import type { HostMessage } from "../../test/host/run.ts";
import { mainBundle } from "../app-folder.ts";
import type { Desktop, LaunchOptions } from "../desktop.ts";
import { electronVersion } from "./chosen-host.ts";

const ROOT = join(import.meta.dirname, "../..");

export async function launchChromium(options: LaunchOptions): Promise<Desktop> {
  const child = startHost(options);
  const exited = exitOf(child);
  const ready = Promise.withResolvers<string>();
  const waiting = new Map<number, PromiseWithResolvers<unknown>>();
  child.on("message", (message: HostMessage) => {
    if (message.type === "ready") ready.resolve(message.endpoint);
    else if (message.type === "opened") options.onOpened?.(message.url);
    // The first one is the app itself.
    else if (message.type === "relaunch") options.onRelaunch?.(message.arguments.slice(1));
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
    processId: child.pid ?? 0,
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

/** @returns the exit code of an app that ends by itself. */
export function runChromium(options: LaunchOptions): Promise<number | null> {
  return exitOf(startHost(options));
}

function startHost(options: LaunchOptions): ChildProcess {
  const hostOptions: HostOptions = {
    userData: options.userData,
    executable: chromiumProgram(),
    isHeaded: options.isHeaded ?? false,
    isPackaged: options.isPackaged ?? false,
    electronVersion,
    hasKeyring: options.hasKeyring ?? true,
  };
  return fork(join(ROOT, "test/host/run.ts"), [mainBundle(options), ...(options.arguments ?? [])], {
    env: { ...process.env, ...options.environment, [OPTIONS_VARIABLE]: JSON.stringify(hostOptions) },
    execArgv: ["--no-warnings"],
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
}

function exitOf(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve) => child.once("exit", resolve));
}

async function connect(endpoint: string): Promise<{ readonly browser: Browser; readonly page: Page }> {
  const browser = await chromium.connectOverCDP(endpoint);
  const [context] = browser.contexts();
  if (context === undefined) throw new Error("Chromium has no context");
  return { browser, page: context.pages()[0] ?? (await context.waitForEvent("page")) };
}
