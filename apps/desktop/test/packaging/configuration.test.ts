/** Choices of the configuration that electron-builder's defaults would make the other way, and that show only in an installer. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import configuration from "../../electron-builder.config.ts";

const ENTITLEMENTS = "packaging/entitlements.mac.plist";

test("an AppImage starts from the menu with Chromium's sandbox on", () => {
  expect(configuration.appImage?.executableArgs).toEqual([]);
});

test("macOS: the app and the worker's Node.js are hardened, and may compile and nothing else", () => {
  const { mac } = configuration;
  expect(mac).toMatchObject({
    hardenedRuntime: true,
    entitlements: ENTITLEMENTS,
    entitlementsInherit: ENTITLEMENTS,
  });
  expect(mac?.binaries).toEqual(["Contents/Resources/node/node"]);
  const text = readFileSync(join(import.meta.dirname, "../..", ENTITLEMENTS), "utf8");
  expect([...text.matchAll(/<key>(.*)<\/key>\s*<(\w+)\/>/g)].map(([, key, value]) => [key, value])).toEqual([
    ["com.apple.security.cs.allow-jit", "true"],
  ]);
});

test("nothing is published, updated or asked, and nobody is made up", () => {
  expect(configuration.publish).toBeNull();
  for (const installer of [configuration.nsis, configuration.msi])
    expect(installer).toMatchObject({ perMachine: true, oneClick: true, runAfterFinish: false });
  expect(configuration.linux?.maintainer).toBe(process.env["LATCHKEY_MAINTAINER"]);
});

test("a deb depends on the programs of the sandbox", () => {
  expect(configuration.deb?.depends).toEqual(expect.arrayContaining(["bubblewrap", "socat", "ripgrep"]));
});
