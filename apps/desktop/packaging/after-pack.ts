/** Between packing and signing: turns the fuses, reads them back, and compares what was packed with what was staged. */
import { flipFuses } from "@electron/fuses";
import type { AfterPackContext } from "electron-builder";
import { rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { fuseConfig } from "./fuses.ts";
import { thisMachine } from "./target.ts";
import type { TargetPlatform } from "./target.ts";
import { contentProblems, fuseProblems } from "./verify-package.ts";

const PROGRAMS: Readonly<Record<TargetPlatform, { readonly program: string; readonly resources: string }>> = {
  darwin: { program: "Latchkey.app", resources: "Latchkey.app/Contents/Resources" },
  linux: { program: "latchkey", resources: "resources" },
  win32: { program: "Latchkey.exe", resources: "resources" },
};

/** @throws {Error} that lists everything that is not as decided; no installer is made then. */
export async function afterPack({ appOutDir, packager }: AfterPackContext): Promise<void> {
  const target = thisMachine();
  const paths = PROGRAMS[target.platform];
  const program = join(appOutDir, paths.program);
  const resources = join(appOutDir, paths.resources);
  // Electron's start page, which runs any folder that it is given.
  rmSync(join(resources, "default_app.asar"), { force: true });
  await flipFuses(program, fuseConfig(target));
  const problems = [
    ...(await fuseProblems(program, target.platform)),
    ...contentProblems(resources, dirname(packager.info.appDir)),
  ];
  if (problems.length > 0)
    throw new Error(`The package is not what it should be:\n  ${problems.join("\n  ")}`);
}
