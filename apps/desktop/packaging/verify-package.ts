/** Reads back what was packed: the fuses in the binary, and the archive and the files beside it against the staged folder. */
import { listPackage, statFile } from "@electron/asar";
import { FuseState, FuseV1Options, getCurrentFuseWire } from "@electron/fuses";
import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { decidedFuses } from "./fuses.ts";
import { isUnpacked, stagedApp, stagedResources } from "./layout.ts";
import { stagedFiles } from "./stage.ts";
import type { TargetPlatform } from "./target.ts";

/** The archive and what is unpacked of it; macOS's icons and the names of its languages. */
const OTHER_RESOURCES = /^(?:app\.asar$|app\.asar\.unpacked\/|\w+\.lproj\/|\w+\.icns$)/;
const ANYBODY_RUNS = 0o111;

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

/** @param resources the folder that holds `app.asar`. @returns a line for each file that is missing, changed or too many. */
export function contentProblems(resources: string, staged: string): readonly string[] {
  const archive = join(resources, "app.asar");
  if (!existsSync(archive)) return ["app.asar is not there"];
  return [
    ...archiveProblems(archive, stagedApp(staged)),
    ...resourceProblems(resources, stagedResources(staged)),
  ];
}

function archiveProblems(archive: string, staged: string): readonly string[] {
  const packed = listPackage(archive, { isPack: false })
    .map((path) => path.replaceAll("\\", "/").replace(/^\//, ""))
    .filter((path) => !("files" in statFile(archive, path)));
  const expected = stagedFiles(staged);
  const outside = existsSync(`${archive}.unpacked`) ? stagedFiles(`${archive}.unpacked`) : [];
  return [
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

/** On macOS nothing is signed yet. On Windows a program is signed while it is copied, and differs from then on. */
function resourceProblems(resources: string, staged: string): readonly string[] {
  const expected = stagedFiles(staged);
  const found = stagedFiles(resources).filter((file) => !OTHER_RESOURCES.test(file));
  return [
    ...expected.filter((file) => !found.includes(file)).map((file) => `${file} is not among the resources`),
    ...expected
      .filter((file) => found.includes(file) && !file.endsWith(".exe"))
      .filter((file) => !isSameFile(join(resources, file), join(staged, file)))
      .map((file) => `${file} is not the staged one`),
    ...found
      .filter((file) => !expected.includes(file))
      .map((file) => `${file} should not be among the resources`),
  ];
}

function isSameFile(packed: string, staged: string): boolean {
  return runBits(packed) === runBits(staged) && readFileSync(packed).equals(readFileSync(staged));
}

function runBits(path: string): number {
  return statSync(path).mode & ANYBODY_RUNS;
}

function positionOf(name: string): string {
  return String(FuseV1Options[name as keyof typeof FuseV1Options]);
}
