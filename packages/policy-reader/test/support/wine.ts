/** The registry of Wine: the nearest thing to Windows' own `reg.exe` and registry that runs on Linux. */
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runTool, type ToolResult } from "./run-tool.ts";

export interface Wine {
  /** `reg.exe` with these arguments. */
  reg(...args: readonly string[]): Promise<ToolResult>;
  importFile(bytes: Uint8Array): Promise<void>;
  /** What `reg export` writes about a key, or `undefined` when there is none. */
  exportKey(key: string): Promise<Uint8Array | undefined>;
  /** A path of this machine as a Windows program sees it. */
  windowsPath(path: string): string;
  /** Ends every process of this Wine and removes its files. */
  close(): Promise<void>;
}

const PACKAGES = "wine wine64";

/** A registry of its own in a temporary folder. Takes a few seconds, and half a second for each call. */
export async function openWine(): Promise<Wine> {
  const folder = await mkdtemp(join(tmpdir(), "policy-reader-wine-"));
  const environment = {
    WINEPREFIX: join(folder, "prefix"),
    WINEDEBUG: "-all",
    WINEARCH: "win64",
    // Without Mono and Gecko there is nothing to ask about, and without menus nothing in the home folder.
    WINEDLLOVERRIDES: "mscoree,mshtml=;winemenubuilder.exe=d",
  };
  const run = async (...args: readonly string[]): Promise<ToolResult> =>
    runTool("wine", args, PACKAGES, { environment });
  const close = async (): Promise<void> => {
    await runTool("wineserver", ["-k"], PACKAGES, { environment });
    await runTool("wineserver", ["-w"], PACKAGES, { environment });
    await rm(folder, { recursive: true, force: true });
  };
  let files = 0;
  const wine: Wine = {
    reg: async (...args) => run("reg", ...args),
    importFile: async (bytes) => {
      const path = join(folder, `import-${files++}.reg`);
      await writeFile(path, bytes);
      const { code, output } = await wine.reg("import", wine.windowsPath(path));
      if (code !== 0) throw new Error(`reg import failed: ${output}`);
    },
    exportKey: async (key) => {
      const path = join(folder, `export-${files++}.reg`);
      const { code } = await wine.reg("export", key, wine.windowsPath(path), "/y");
      return code === 0 ? await readFile(path) : undefined;
    },
    windowsPath: (path) => `Z:${path.replaceAll("/", "\\")}`,
    close,
  };
  const { code, output } = await run("wineboot", "--init");
  if (code === 0) return wine;
  await close();
  throw new Error(`wineboot failed: ${output}`);
}
