/** The registry of Wine: the nearest thing to Windows' own `reg.exe` and registry that runs on Linux. */
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Exec } from "../../src/sources/exec.ts";
import { runQuietly } from "./run-tool.ts";

export interface Wine {
  /** For temporary files that Windows programs shall find. */
  readonly folder: string;
  /** Runs a Windows program; paths in the folder are translated. */
  readonly exec: Exec;
  importFile(bytes: Uint8Array): Promise<void>;
  /** What `reg export` writes about a key. */
  exportKey(key: string): Promise<Uint8Array>;
  /** Ends every process of this Wine and removes its files. */
  close(): Promise<void>;
}

/** A registry of its own in a temporary folder. Takes some seconds; a call takes a tenth of one. */
export async function openWine(): Promise<Wine> {
  const folder = await mkdtemp(join(tmpdir(), "policy-reader-wine-"));
  const run = async (command: string, args: readonly string[]): Promise<number | null> =>
    runQuietly({ command, packages: "wine wine64", environment: environmentIn(folder) }, args);
  const exec: Exec = async (program, args) => {
    const exitCode = await run("wine", [program, ...args.map((argument) => translate(argument, folder))]);
    if (exitCode === null) throw new Error(`${program} was ended by a signal`);
    return { exitCode };
  };
  let files = 0;
  const reg = async (verb: string, ...args: readonly string[]): Promise<void> => {
    const { exitCode } = await exec("reg", [verb, ...args], { timeoutMs: Infinity });
    if (exitCode !== 0) throw new Error(`reg ${verb} ended with ${exitCode}`);
  };
  const wine: Wine = {
    folder,
    exec,
    importFile: async (bytes) => {
      const path = join(folder, `import-${files++}.reg`);
      await writeFile(path, bytes);
      await reg("import", path);
    },
    exportKey: async (key) => {
      const path = join(folder, `export-${files++}.reg`);
      await reg("export", key, path, "/y");
      return readFile(path);
    },
    close: async () => {
      await run("wineserver", ["-k"]);
      await run("wineserver", ["-w"]);
      await rm(folder, { recursive: true, force: true });
    },
  };
  try {
    await exec("wineboot", ["--init"], { timeoutMs: Infinity });
    return wine;
  } catch (cause) {
    await run("wineserver", ["-k"]).catch(() => undefined);
    await rm(folder, { recursive: true, force: true });
    throw cause;
  }
}

function environmentIn(folder: string): Readonly<Record<string, string>> {
  return {
    WINEPREFIX: join(folder, "prefix"),
    WINEARCH: "win64",
    WINEDEBUG: "-all",
    // Without Mono and Gecko there is nothing to ask about, and without menus nothing in the home folder.
    WINEDLLOVERRIDES: "mscoree,mshtml=;winemenubuilder.exe=d",
  };
}

/** Wine shows the root of this machine as drive Z. */
function translate(argument: string, folder: string): string {
  return argument.startsWith(folder) ? `Z:${argument.replaceAll("/", "\\")}` : argument;
}
