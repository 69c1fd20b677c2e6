/** The scripts that every page of the app gets before its own: the host's two halves, and the preload script. */
import { readFileSync } from "node:fs";
import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { rolldown } from "rolldown";
import type { HostPage } from "./page/host-page.ts";
import { options } from "./host.ts";

export const WORLD = "Electron Isolated Context";

const nonce = `x${randomBytes(16).toString("hex")}`;
export const BINDING = `__${nonce}`;

const bundles = Promise.all(["main-world", "isolated-world"].map(bundle));

async function bundle(name: string): Promise<string> {
  const build = await rolldown({
    input: join(import.meta.dirname, "page", `${name}.ts`),
    platform: "browser",
    logLevel: "silent",
  });
  const { output } = await build.generate({ format: "iife" });
  return output[0].code;
}

export interface PageScripts {
  readonly mainWorld: string;
  readonly isolatedWorld: string;
}

export async function pageScripts(preload: string): Promise<PageScripts> {
  const [mainWorld = "", isolatedWorld = ""] = await bundles;
  const page: HostPage = {
    nonce,
    binding: BINDING,
    process: {
      type: "renderer",
      platform: process.platform,
      sandboxed: true,
      contextIsolated: true,
      versions: { electron: options.electronVersion },
      env: {},
      argv: [],
    },
  };
  const wrap = (script: string): string =>
    `(() => { const HOST_PAGE = ${JSON.stringify(page)};\n${script}\n})();`;
  const source = readFileSync(preload, "utf8");
  return {
    mainWorld: wrap(mainWorld),
    isolatedWorld: `${wrap(isolatedWorld)}\nrunPreload((require, module, exports, process, global) => {${source}\n});\n//# sourceURL=preload.js`,
  };
}
