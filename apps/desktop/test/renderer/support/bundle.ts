/** The window's files, built as the app builds them, in memory: never an old build. */
import { build } from "vite";
import type { Plugin } from "vite";
import { rendererConfig } from "../../../renderer.vite.config.ts";

/** Contents by path: `index.html`, `assets/…`. */
export type Bundle = ReadonlyMap<string, Buffer>;

export async function buildRenderer(plugins: readonly Plugin[] = []): Promise<Bundle> {
  const built = await build({
    ...rendererConfig,
    configFile: false,
    logLevel: "warn",
    mode: "production",
    plugins: [...plugins],
    build: { ...rendererConfig.build, write: false },
  });
  if (!("output" in built)) throw new Error("vite built several bundles, or watches.");
  return new Map(
    built.output.map((file) => [file.fileName, Buffer.from(file.type === "asset" ? file.source : file.code)]),
  );
}
