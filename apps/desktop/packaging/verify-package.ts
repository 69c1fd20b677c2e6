/** Reads back what was packed: the fuses in the binary, and the archive's files against the staged folder's. */
import { listPackage, statFile } from "@electron/asar";
import { FuseState, FuseV1Options, getCurrentFuseWire } from "@electron/fuses";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { decidedFuses } from "./fuses.ts";
import { stagedFiles } from "./stage.ts";
import type { TargetPlatform } from "./target.ts";

/** @param program Electron's binary, or the `.app` on macOS. @returns a line for each fuse that is not as decided. */
export async function fuseProblems(program: string, platform: TargetPlatform): Promise<readonly string[]> {
  const wire = (await getCurrentFuseWire(program)) as unknown as Readonly<Record<string, FuseState>>;
  const decided: Readonly<Record<string, boolean>> = decidedFuses(platform);
  const positions = Object.keys(wire).filter((key) => key !== "version");
  return [...new Set([...positions, ...Object.keys(decided).map(positionOf)])].flatMap((position) => {
    const name = FuseV1Options[Number(position)] ?? `fuse ${position}`;
    const wanted = decided[name];
    if (wanted === undefined) return [`${name} is in the binary, and nobody decided about it`];
    const expected = wanted ? FuseState.ENABLE : FuseState.DISABLE;
    const state = wire[position];
    if (state === expected) return [];
    const found = state === undefined ? "not there" : (FuseState[state] ?? String(state));
    return [`${name} should be ${wanted ? "on" : "off"} and is ${found}`];
  });
}

/** @param resources the folder that holds `app.asar`. @returns a line for each file that is missing or too many. */
export function contentProblems(
  resources: string,
  staged: string,
  isUnpacked: (file: string) => boolean,
): readonly string[] {
  const archive = join(resources, "app.asar");
  if (!existsSync(archive)) return ["app.asar is not there"];
  const packed = listPackage(archive, { isPack: false })
    .map((path) => path.replaceAll("\\", "/").replace(/^\//, ""))
    .filter((path) => !("files" in statFile(archive, path)));
  const expected = stagedFiles(staged);
  const outside = stagedFiles(`${archive}.unpacked`);
  const archives = readdirSync(resources).filter((name) => name.endsWith(".asar") && name !== "app.asar");
  return [
    ...archives.map((name) => `${name} is a second archive`),
    ...expected.filter((file) => !packed.includes(file)).map((file) => `${file} is not in the archive`),
    ...packed
      .filter((file) => !expected.includes(file))
      .map((file) => `${file} should not be in the archive`),
    ...expected
      .filter((file) => isUnpacked(file) && !outside.includes(file))
      .map((file) => `${file} is not beside the archive, where programs can read it`),
    ...outside
      .filter((file) => !isUnpacked(file))
      .map((file) => `${file} is beside the archive, where nothing checks it`),
  ];
}

function positionOf(name: string): string {
  return String(FuseV1Options[name as keyof typeof FuseV1Options]);
}
