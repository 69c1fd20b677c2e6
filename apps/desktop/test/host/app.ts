/** Electron's `app`. */
import type Electron from "electron";
import { EventEmitter } from "node:events";
import { mkdirSync } from "node:fs";
import type { Server } from "node:net";
import { join } from "node:path";
import { host, options } from "./host.ts";
import { loud } from "./loud.ts";
import { record } from "./record.ts";
import { lockInstance } from "./single-instance.ts";

const APP_PATH = join(import.meta.dirname, "../..");

export class HostApp extends EventEmitter {
  readonly isPackaged = options.isPackaged;
  readonly name = "Latchkey";
  lock: Server | undefined;

  getName(): string {
    return this.name;
  }

  getPath(name: string): string {
    if (name !== "userData") throw new Error(`app.getPath("${name}") is not emulated by the Chromium host`);
    // Electron makes it.
    mkdirSync(options.userData, { recursive: true, mode: 0o700 });
    return options.userData;
  }

  getAppPath(): string {
    return APP_PATH;
  }

  enableSandbox(): void {
    if (host.browser !== undefined)
      throw new Error("app.enableSandbox() can only be called before app is ready");
    record.isSandboxEnabled = true;
  }

  async whenReady(): Promise<void> {
    await host.started;
  }

  isReady(): boolean {
    return host.browser !== undefined;
  }

  requestSingleInstanceLock(): boolean {
    this.lock ??= lockInstance(this.getPath("userData"), ({ argv, workingDirectory }) =>
      this.emit("second-instance", {}, argv, workingDirectory),
    );
    return this.lock !== undefined;
  }

  /** The launcher starts the app again, once this process has ended. */
  relaunch(how?: Electron.RelaunchOptions): void {
    record.relaunches.push(how);
    process.send?.({ type: "relaunch", arguments: how?.args ?? process.argv.slice(1) });
  }

  quit(): void {
    if (host.isQuitting || this.isPrevented("before-quit") || this.isPrevented("will-quit")) return;
    this.exit(0);
  }

  isPrevented(name: "before-quit" | "will-quit"): boolean {
    let isPrevented = false;
    this.emit(name, {
      preventDefault: () => {
        isPrevented = true;
      },
    });
    return isPrevented;
  }

  exit(code = 0): void {
    host.isQuitting = true;
    this.lock?.close();
    const closed = host.launching?.then((browser) => browser.close());
    void Promise.resolve(closed).finally(() => process.exit(code));
  }
}

export const app = loud("app", new HostApp());
