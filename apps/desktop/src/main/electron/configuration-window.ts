/** The configuration window: at most one, with channels of its own that no other window may call. */
import { clipboard, dialog, ipcMain, net } from "electron";
import type { BrowserWindow } from "electron";
import { fileURLToPath } from "node:url";
import { configurationInvokes, configurationPushes } from "../../shared/configuration-contract.ts";
import type { AppSettings } from "../app-settings.ts";
import { createConfigurationController } from "../configuration/configuration-controller.ts";
import type { ProgramToRun } from "../configuration/confirm-program.ts";
import type { LocalPlaces } from "../configuration/local-policy.ts";
import { configurationHandlers } from "../shell/configuration-handlers.ts";
import { describeError } from "../shell/describe-error.ts";
import { registerInvokes } from "../shell/ipc.ts";
import { CONFIGURATION_PAGE } from "../shell/own-pages.ts";
import { openWindow } from "./open-window.ts";

export interface ConfigurationWindowOptions {
  readonly settings: AppSettings & LocalPlaces;
  /** Ends this process in order and starts the app again. */
  readonly relaunch: () => void;
}

export interface ConfigurationWindow {
  /** Or brings it to the front. */
  open(): void;
  /** The policy on the device has changed. */
  policyChanged(): void;
}

/** Once: it registers the window's channels. */
export function configurationWindow({ settings, relaunch }: ConfigurationWindowOptions): ConfigurationWindow {
  const { log, isPackaged } = settings;
  let window: BrowserWindow | undefined;
  const push = (channel: keyof typeof configurationPushes, value: unknown): void =>
    window?.webContents.send(channel, configurationPushes[channel].parse(value));
  const controller = createConfigurationController({
    settings,
    platform: process.platform,
    fetch: (address, init) => net.fetch(address, init),
    chooseFile: (defaultName) => chooseFile(window, defaultName),
    confirmProgram: (program) => confirmProgram(window, program),
    writeClipboard: (text) => clipboard.writeText(text),
    relaunch,
    onState: (state) => push("configuration:state", state),
    onReachability: (result) => push("configuration:reachability", result),
  });
  registerInvokes((channel, listener) => ipcMain.handle(channel, listener), {
    invokes: configurationInvokes,
    handlers: configurationHandlers(controller),
    ownContents: () => window?.webContents,
    log,
  });
  return {
    open() {
      if (window !== undefined) return bringToFront(window);
      window = openWindow({
        page: CONFIGURATION_PAGE,
        title: "Configure third-party inference",
        width: 1000,
        height: 760,
        preload: fileURLToPath(new URL("../preload/configuration.cjs", import.meta.url)),
        isPackaged,
        log,
        onClosed: () => {
          window = undefined;
          controller.windowClosed();
        },
        // The app goes on without it.
        giveUp: (why) => {
          log.error({ why }, "the configuration window is closed");
          window?.close();
        },
      });
    },
    policyChanged() {
      if (window === undefined) return;
      controller
        .reload()
        .catch((error: unknown) => log.error(describeError(error), "the policy could not be shown"));
    },
  };
}

export function bringToFront(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}

/** In a dialog of the operating system, which also asks before a file is replaced. */
async function chooseFile(
  window: BrowserWindow | undefined,
  defaultPath: string,
): Promise<string | undefined> {
  if (window === undefined) return undefined;
  const { canceled, filePath } = await dialog.showSaveDialog(window, { defaultPath });
  return canceled || filePath === "" ? undefined : filePath;
}

/** Enter and Escape decline. */
async function confirmProgram(
  window: BrowserWindow | undefined,
  { key, named }: ProgramToRun,
): Promise<boolean> {
  if (window === undefined) return false;
  const { response } = await dialog.showMessageBox(window, {
    type: "warning",
    message:
      key === "inferenceCredentialHelper"
        ? "Let Latchkey run this program?"
        : "Let Latchkey use this AWS profile, and run the program that it may name?",
    detail: `${named.join("\n")}\n\nIt runs as you, outside the sandbox. Allow it only if you have chosen it yourself.`,
    buttons: ["Cancel", "Allow"],
    defaultId: 0,
    cancelId: 0,
    noLink: true,
  });
  return response === 1;
}
