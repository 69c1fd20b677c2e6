/** The app in Electron itself. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { _electron } from "playwright-core";
import { NODE_VARIABLE } from "../../src/main/shell/worker-program.ts";
import { appFolder } from "../app-folder.ts";
import type { Desktop, LaunchOptions } from "../desktop.ts";
import { electronBinary } from "./chosen-host.ts";

export async function launchElectron(options: LaunchOptions): Promise<Desktop> {
  const electron = await _electron.launch({
    executablePath: electronBinary() ?? "",
    args: [...argumentsFor(options)],
    env: environmentOf(options),
  });
  const exited = new Promise<number | null>((resolve) => electron.process().once("exit", resolve));
  return {
    host: "electron",
    processId: electron.process().pid ?? 0,
    page: await electron.firstWindow(),
    evaluate: (body, input) => electron.evaluate(body as never, input as never),
    exited,
    close: () => electron.close(),
  };
}

/** @returns the exit code of an app that ends by itself. */
export async function runElectron(options: LaunchOptions): Promise<number | null> {
  const child = spawn(electronBinary() ?? "", argumentsFor(options), {
    env: environmentOf(options),
    stdio: "ignore",
  });
  const [code] = (await once(child, "exit")) as [number | null];
  return code;
}

function argumentsFor(options: LaunchOptions): readonly string[] {
  const { userData, arguments: rest = [] } = options;
  const asRoot = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  return [appFolder(options), `--user-data-dir=${userData}`, ...asRoot, ...rest];
}

function environmentOf({ environment = {} }: LaunchOptions): Record<string, string> {
  const inherited = Object.entries(process.env).filter(
    (pair): pair is [string, string] => pair[1] !== undefined,
  );
  return { ...Object.fromEntries(inherited), [NODE_VARIABLE]: process.execPath, ...environment };
}
