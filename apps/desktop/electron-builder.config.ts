/**
 * How the app becomes an installable package; `scripts/package.ts` stages the app's folder and calls electron-builder with this.
 * Signing is configured by environment variables alone: docs/packaging.md.
 */
import type { Configuration } from "electron-builder";
import { dirname, join } from "node:path";
import { createRequire } from "node:module";
import { afterPack } from "./packaging/after-pack.ts";
import { OUTPUT, STAGED, stagedApp, stagedResources, UNPACKED } from "./packaging/layout.ts";
import { publisherOptions } from "./packaging/publisher.ts";

const publisher = publisherOptions(process.env);
const electron = createRequire(import.meta.url).resolve("electron/package.json");
const { version: electronVersion } = createRequire(import.meta.url)(electron) as { readonly version: string };

const configuration: Configuration = {
  appId: "dev.latchkey.desktop",
  productName: "Latchkey",
  copyright: "Copyright © the authors of Latchkey",
  ...publisher.app,
  electronVersion,
  // The binary that `install-electron` has put there and checked; nothing is downloaded while packing.
  electronDist: process.env["ELECTRON_OVERRIDE_DIST_PATH"] ?? join(dirname(electron), "dist"),
  directories: { app: stagedApp(STAGED), buildResources: "packaging", output: OUTPUT },
  // The staged folder is exactly what is packed. Its modules are there already: nothing to collect, install or rebuild.
  // Named apart, because electron-builder leaves the root's modules out of every pattern.
  files: ["**/*", { from: "node_modules", to: "node_modules", filter: ["**/*"] }],
  beforeBuild: () => Promise.resolve(false),
  extraResources: [{ from: stagedResources(STAGED), to: ".", filter: ["**/*"] }],
  asar: { smartUnpack: false },
  asarUnpack: UNPACKED,
  afterPack,
  // Updates come from whoever manages the machine.
  publish: null,
  artifactName: "Latchkey-${version}-${os}-${arch}.${ext}",
  icon: "icon.png",

  mac: {
    category: "public.app-category.productivity",
    target: ["dmg", "zip"],
    hardenedRuntime: true,
    entitlements: "packaging/entitlements.mac.plist",
    entitlementsInherit: "packaging/entitlements.mac.plist",
    // The worker's Node.js, with the inherited entitlements: V8 compiles there too.
    binaries: ["Contents/Resources/node/node"],
    minimumSystemVersion: "13.0",
  },

  win: { target: ["nsis", "msi"], requestedExecutionLevel: "asInvoker" },
  // For every user of the machine, without a question: what a deployment tool expects.
  nsis: {
    oneClick: true,
    perMachine: true,
    runAfterFinish: false,
    createDesktopShortcut: false,
    deleteAppDataOnUninstall: false,
  },
  msi: {
    oneClick: true,
    perMachine: true,
    runAfterFinish: false,
    createDesktopShortcut: false,
    // Fixed for ever: by it Windows knows that a newer package replaces an older one.
    upgradeCode: "9E2F6C1B-5C1D-4D1E-9B7A-3A6C0C0F5D42",
  },

  linux: {
    target: ["deb", "AppImage"],
    executableName: "latchkey",
    category: "Utility",
    synopsis: "Sign in with AWS and work with models on Amazon Bedrock",
    ...publisher.linux,
    syncDesktopName: true,
    desktop: { entry: { StartupNotify: "true", SingleMainWindow: "true", Keywords: "AWS;Bedrock;" } },
  },
  // Said, because the default starts the app from the menu with Chromium's sandbox off.
  appImage: { executableArgs: [] },
  deb: {
    packageCategory: "utils",
    depends: [
      // Electron's own; libsecret is not among them, since the Secret Service is asked over D-Bus.
      "libgtk-3-0",
      "libnss3",
      "libxss1",
      "libxtst6",
      "libatspi2.0-0",
      "libuuid1",
      "xdg-utils",
      // The sandbox's: src/main/session/sandbox-requirements.ts.
      "bubblewrap",
      "socat",
      "ripgrep",
    ],
  },
};

export default configuration;
