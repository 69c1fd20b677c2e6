/**
 * Every fuse of Electron's, decided. A fuse that a new version adds fails the build (strict mode) and the test until it has
 * a line here; docs/packaging.md has the reasons.
 */
import { FuseV1Options, FuseVersion } from "@electron/fuses";
import type { FuseV1Config } from "@electron/fuses";
import type { Target, TargetPlatform } from "./target.ts";

type Fuse = keyof typeof FuseV1Options;

/** Platforms that check the archive's hash; on others the fuse does nothing, and stays off. */
const CHECKS_ARCHIVE: readonly TargetPlatform[] = ["darwin", "win32"];

export function decidedFuses(platform: TargetPlatform): Readonly<Record<Fuse, boolean>> {
  return {
    RunAsNode: false,
    EnableCookieEncryption: true,
    EnableNodeOptionsEnvironmentVariable: false,
    EnableNodeCliInspectArguments: false,
    EnableEmbeddedAsarIntegrityValidation: CHECKS_ARCHIVE.includes(platform),
    OnlyLoadAppFromAsar: true,
    LoadBrowserProcessSpecificV8Snapshot: false,
    GrantFileProtocolExtraPrivileges: false,
    WasmTrapHandlers: true,
  };
}

/** For `flipFuses`: fails on a fuse of the binary that is not in the table. */
export function fuseConfig({ platform, arch }: Target): FuseV1Config {
  const decided = Object.entries(decidedFuses(platform)) as [Fuse, boolean][];
  return {
    version: FuseVersion.V1,
    strictlyRequireAllFuses: true,
    // An unsigned app for Apple silicon does not start once its binary was changed.
    resetAdHocDarwinSignature: platform === "darwin" && arch === "arm64",
    ...(Object.fromEntries(decided.map(([fuse, isOn]) => [FuseV1Options[fuse], isOn])) as Record<
      FuseV1Options,
      boolean
    >),
  };
}
