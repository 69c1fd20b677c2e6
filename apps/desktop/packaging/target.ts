/** What a package is made for. Always this machine: native modules and Electron's binary are the ones installed here. */

export type TargetPlatform = "darwin" | "linux" | "win32";
export type TargetArch = "arm64" | "x64";

export interface Target {
  readonly platform: TargetPlatform;
  readonly arch: TargetArch;
}

const PLATFORMS: readonly string[] = ["darwin", "linux", "win32"] satisfies readonly TargetPlatform[];
const ARCHES: readonly string[] = ["arm64", "x64"] satisfies readonly TargetArch[];

/** @throws {Error} on a machine that nothing is packaged for. */
export function thisMachine({ platform, arch }: Pick<NodeJS.Process, "platform" | "arch"> = process): Target {
  if (PLATFORMS.includes(platform) && ARCHES.includes(arch))
    return { platform: platform as TargetPlatform, arch: arch as TargetArch };
  throw new Error(`There is no package for ${platform} on ${arch}.`);
}
