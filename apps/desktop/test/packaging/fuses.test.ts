import { FuseV1Options, FuseVersion } from "@electron/fuses";
import { expect, test } from "vitest";
import { decidedFuses, fuseConfig } from "../../packaging/fuses.ts";

/** desktop.md's table, and the fuses that came after it. A change here is a change of what a release may do. */
const EXPECTED = {
  RunAsNode: false,
  EnableCookieEncryption: true,
  EnableNodeOptionsEnvironmentVariable: false,
  EnableNodeCliInspectArguments: false,
  EnableEmbeddedAsarIntegrityValidation: true,
  OnlyLoadAppFromAsar: true,
  LoadBrowserProcessSpecificV8Snapshot: false,
  GrantFileProtocolExtraPrivileges: false,
  WasmTrapHandlers: true,
};

test.each(["darwin", "win32"] as const)("row 19: the fuses of %s are the expected ones", (platform) => {
  expect(decidedFuses(platform)).toEqual(EXPECTED);
});

test("row 19: Linux has no check of the archive, and the same fuses otherwise", () => {
  expect(decidedFuses("linux")).toEqual({ ...EXPECTED, EnableEmbeddedAsarIntegrityValidation: false });
});

test("row 19: every fuse that the library knows is decided, and strict mode is on", () => {
  const known = Object.keys(FuseV1Options).filter((name) => Number.isNaN(Number(name)));
  expect(Object.keys(decidedFuses("darwin")).toSorted()).toEqual(known.toSorted());
  expect(fuseConfig({ platform: "win32", arch: "x64" })).toEqual({
    version: FuseVersion.V1,
    strictlyRequireAllFuses: true,
    resetAdHocDarwinSignature: false,
    ...Object.fromEntries(Object.values(EXPECTED).map((isOn, index) => [index, isOn])),
  });
});

test("only an app for Apple silicon is signed again after its binary was changed", () => {
  const resets = (["darwin", "linux", "win32"] as const).flatMap((platform) =>
    (["arm64", "x64"] as const).filter((arch) => fuseConfig({ platform, arch }).resetAdHocDarwinSignature),
  );
  expect(resets).toEqual(["arm64"]);
});
