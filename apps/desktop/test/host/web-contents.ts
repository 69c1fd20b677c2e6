/** Electron's `WebContents` on a Chromium page. */
import type Electron from "electron";
import { EventEmitter } from "node:events";
import { sessionOf } from "./attachments.ts";
import type { Popup } from "./attachments.ts";
import type { Session } from "./chromium.ts";
import { HostFrame } from "./frame.ts";
import { host } from "./host.ts";
import { answerInvoke, ipcMain } from "./ipc-main.ts";
import { decode, encode } from "./page/codec.ts";
import type { FromPage, ToPage } from "./page/host-page.ts";
import { loud } from "./loud.ts";
import { onRequest } from "./page-requests.ts";
import { BINDING, pageScripts, WORLD } from "./page-scripts.ts";
import { record } from "./record.ts";
import { permissionsMirrored, session } from "./session.ts";
import { fromWire, toWire } from "./wire-address.ts";

type OpenHandler = (details: { url: string }) => { action: "allow" | "deny" };

interface Size {
  readonly width: number;
  readonly height: number;
}

let lastId = 0;

export class HostContents extends EventEmitter {
  readonly id = ++lastId;
  readonly session = session.defaultSession;
  readonly frames = new Map<string, HostFrame>();
  readonly preferences: Electron.WebPreferences;
  readonly page: Promise<Session>;
  mainFrame = new HostFrame("", null);
  targetId = "";
  /** What `loadURL` navigates to, as Chromium sees it, until it has loaded. */
  loading = "";
  isGone = false;
  openHandler: OpenHandler | undefined;
  isDevToolsOpen = false;

  constructor(preferences: Electron.WebPreferences, size: Size) {
    super();
    this.preferences = preferences;
    // One identity: what an event names as its sender is what the window has.
    const contents = loud("webContents", this);
    this.page = contents.attach(size);
    this.page.catch((error: unknown) => {
      if (!host.isQuitting) throw error;
    });
    return contents;
  }

  async attach({ width, height }: Size): Promise<Session> {
    const browser = await host.started;
    const { targetId } = await browser.send("Target.createTarget", {
      url: "about:blank",
      newWindow: true,
      width,
      height,
    });
    this.targetId = targetId;
    const page = browser.session(await sessionOf(targetId));
    browser.on("Target.targetDestroyed", (target) => {
      if (target.targetId === targetId) this.leave();
    });
    this.followContexts(page);
    this.followFrames(page);
    page.on("Page.domContentEventFired", () => this.emit("dom-ready", {}));
    page.on("Page.loadEventFired", () => this.emit("did-finish-load", {}));
    page.on("Inspector.targetCrashed", () =>
      this.emit("render-process-gone", {}, { reason: "crashed", exitCode: 139 }),
    );
    page.on("Fetch.requestPaused", (request) => {
      onRequest(this, page, request).catch(() => undefined);
    });
    const { frameTree } = await page.send("Page.getFrameTree");
    this.mainFrame = new HostFrame(frameTree.frame.id, null);
    this.frames.set(frameTree.frame.id, this.mainFrame);
    await Promise.all([
      page.send("Page.enable"),
      page.send("Runtime.enable"),
      page.send("Inspector.enable"),
      page.send("Fetch.enable", { patterns: [{ urlPattern: "*" }] }),
      // The page's own world never sees a binding that belongs to another world.
      page.send("Runtime.addBinding", { name: BINDING, executionContextName: WORLD }),
      page.send("Runtime.runIfWaitingForDebugger"),
    ]);
    if (this.preferences.preload !== undefined) {
      const { mainWorld, isolatedWorld } = await pageScripts(this.preferences.preload);
      await page.send("Page.addScriptToEvaluateOnNewDocument", { source: mainWorld });
      await page.send("Page.addScriptToEvaluateOnNewDocument", { source: isolatedWorld, worldName: WORLD });
    }
    return page;
  }

  followContexts(page: Session): void {
    page.on("Runtime.executionContextCreated", ({ context }) => {
      const { frameId = "" } = (context.auxData ?? {}) as { readonly frameId?: string };
      const frame = this.frames.get(frameId);
      if (frame !== undefined && context.name === WORLD) frame.contextId = context.id;
    });
    page.on("Runtime.executionContextDestroyed", ({ executionContextId }) => {
      for (const frame of this.frames.values())
        if (frame.contextId === executionContextId) frame.contextId = 0;
    });
    page.on("Runtime.bindingCalled", ({ name, payload, executionContextId }) => {
      const frame = [...this.frames.values()].find(({ contextId }) => contextId === executionContextId);
      if (name === BINDING && frame !== undefined)
        void this.onMessage(page, frame, JSON.parse(payload) as FromPage);
    });
  }

  followFrames(page: Session): void {
    page.on("Page.frameAttached", ({ frameId, parentFrameId }) => {
      this.frames.set(frameId, new HostFrame(frameId, this.frames.get(parentFrameId) ?? this.mainFrame));
    });
    page.on("Page.frameDetached", ({ frameId, reason }) => {
      if (reason !== "swap") this.frames.delete(frameId);
    });
    page.on("Page.frameNavigated", ({ frame: { id, url, urlFragment = "" } }) => {
      const frame = this.frames.get(id);
      if (frame !== undefined) frame.url = fromWire(url + urlFragment);
    });
    page.on("Page.navigatedWithinDocument", ({ frameId, url }) => {
      const frame = this.frames.get(frameId);
      if (frame !== undefined) frame.url = fromWire(url);
    });
  }

  async onMessage(page: Session, frame: HostFrame, message: FromPage): Promise<void> {
    if (message.type === "preload-failed") {
      this.emit("preload-error", {}, this.preferences.preload, new Error(message.message));
      return;
    }
    const event = { type: "frame", sender: this, senderFrame: frame };
    const { channel, text } = message;
    if (message.type === "send") {
      ipcMain.emit(channel, event, ...(decode(text) as unknown[]));
      return;
    }
    const answer = await answerInvoke(channel, event, text);
    this.deliver(page, frame, { type: "reply", id: message.id, ...answer });
  }

  deliver(page: Session, { contextId }: HostFrame, message: ToPage): void {
    // As in Electron, what is sent before the preload script has run is lost.
    if (this.isGone || contextId === 0) return;
    const call = {
      functionDeclaration: "(message) => globalThis.deliver?.(message)",
      executionContextId: contextId,
      arguments: [{ value: message }],
    };
    page.send("Runtime.callFunctionOn", call).catch(() => undefined);
  }

  send(channel: string, ...input: unknown[]): void {
    const text = encode(input);
    void this.page.then((page) => this.deliver(page, this.mainFrame, { type: "event", channel, text }));
  }

  async loadURL(url: string): Promise<void> {
    record.loaded.push(url);
    const page = await this.page;
    await permissionsMirrored();
    this.loading = toWire(url).replace(/#.*/, "");
    const loaded = new Promise((resolve) => this.once("did-finish-load", resolve));
    const { errorText } = await page.send("Page.navigate", { url: toWire(url) });
    if (errorText !== undefined) {
      this.emit("did-fail-load", {}, -2, errorText, url, true);
      throw new Error(`${errorText} loading '${url}'`);
    }
    await loaded;
    this.loading = "";
  }

  /** A page that this one opened: its first byte is held, the app is asked, and it is closed. */
  async onPopup({ targetId, sessionId, url }: Popup): Promise<void> {
    const { action } = this.openHandler?.({ url: fromWire(url) }) ?? { action: "allow" };
    if (action === "allow") {
      record.network.push(`window.open: ${url}`);
      this.emit("did-create-window", {}, { url });
    }
    const browser = await host.started;
    const popup = browser.session(sessionId);
    // It may share its opener's process, which stands still while the popup is held: close it, let it run, and let it ask for
    // nothing in between.
    const last = [
      popup.send("Fetch.enable", { patterns: [{ urlPattern: "*" }] }),
      browser.send("Target.closeTarget", { targetId }),
      popup.send("Runtime.runIfWaitingForDebugger"),
    ];
    await Promise.allSettled(last);
  }

  leave(): void {
    if (this.isGone) return;
    this.isGone = true;
    this.emit("destroyed", {});
  }

  setWindowOpenHandler(handler: OpenHandler): void {
    this.openHandler = handler;
  }

  getURL(): string {
    return this.mainFrame.url === "about:blank" ? "" : this.mainFrame.url;
  }

  isLoading(): boolean {
    return this.loading !== "";
  }

  getLastWebPreferences(): Electron.WebPreferences {
    return this.preferences;
  }

  /** In the page's own world, as in Electron; what it gives has to be JSON. */
  async executeJavaScript(expression: string): Promise<unknown> {
    const page = await this.page;
    const evaluation = { expression, awaitPromise: true, returnByValue: true };
    const { result, exceptionDetails } = await page.send("Runtime.evaluate", evaluation);
    if (exceptionDetails !== undefined) throw new Error(exceptionDetails.text);
    return result.value as unknown;
  }

  forcefullyCrashRenderer(): void {
    // Never answered: who would answer has crashed.
    void this.page.then((page) => page.send("Page.crash").catch(() => undefined));
  }

  isDestroyed(): boolean {
    return this.isGone;
  }

  openDevTools(): void {
    this.isDevToolsOpen = this.preferences.devTools !== false;
  }

  isDevToolsOpened(): boolean {
    return this.isDevToolsOpen;
  }
}
