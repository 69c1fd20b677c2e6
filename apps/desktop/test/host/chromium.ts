/**
 * A stock Chromium: ours over `--remote-debugging-pipe` (NUL-separated JSON on descriptors 3 and 4), Playwright's over a
 * port of its own.
 */
import type { ProtocolMapping } from "devtools-protocol/types/protocol-mapping.js";
import { spawn } from "node:child_process";
import { EventEmitter, once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable, Writable } from "node:stream";

type Commands = ProtocolMapping.Commands;
type Events = ProtocolMapping.Events;

export interface Session {
  send<Method extends keyof Commands>(
    method: Method,
    ...params: Commands[Method]["paramsType"]
  ): Promise<Commands[Method]["returnType"]>;
  on<Name extends keyof Events>(event: Name, listener: (payload: Events[Name][0]) => void): void;
}

/** The browser as a whole, and what is attached to it. */
export interface Chromium extends Session {
  /** Where Playwright connects. */
  readonly endpoint: string;
  readonly pid: number;
  session(id: string): Session;
  onExit(listener: () => void): void;
  close(): Promise<void>;
}

export interface ChromiumOptions {
  readonly executable: string;
  readonly isHeaded: boolean;
}

const CLOSES_WITHIN_MS = 3_000;

/** Quiet, offline but for this machine, and without a keychain of its own. */
function argumentsFor({ isHeaded }: ChromiumOptions, profile: string): readonly string[] {
  return [
    ...(isHeaded ? [] : ["--headless=new"]),
    // As root Chromium refuses its sandbox; then renderers run without.
    ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
    "--remote-debugging-pipe",
    "--remote-debugging-port=0",
    `--user-data-dir=${profile}`,
    "--no-startup-window",
    "--no-first-run",
    "--no-default-browser-check",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-extensions",
    "--disable-default-apps",
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--password-store=basic",
    "--use-mock-keychain",
    "--disable-features=Translate,MediaRouter,OptimizationHints,DialMediaRouteProvider",
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
    "--lang=en-US",
  ];
}

interface Incoming {
  readonly id?: number;
  readonly sessionId?: string;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
  readonly error?: { readonly message: string };
}

interface Waiting {
  readonly method: string;
  readonly resolve: (value: never) => void;
  readonly reject: (error: Error) => void;
}

export async function startChromium(options: ChromiumOptions): Promise<Chromium> {
  const profile = mkdtempSync(join(tmpdir(), "latchkey-host-"));
  const child = spawn(options.executable, argumentsFor(options, profile), {
    stdio: ["ignore", "ignore", "pipe", "pipe", "pipe"],
    env: { ...process.env, ...(options.isHeaded ? {} : { DISPLAY: "" }) },
  });
  const exited = once(child, "exit");
  const events = new EventEmitter();
  events.setMaxListeners(0);
  const waiting = new Map<number, Waiting>();
  const pipe = child.stdio[3] as Writable;
  pipe.on("error", () => undefined);
  let lastId = 0;

  const receive = ({ id, sessionId = "", method, params, result, error }: Incoming): void => {
    if (id === undefined) return void events.emit(`${sessionId}:${method}`, params);
    const call = waiting.get(id);
    waiting.delete(id);
    if (error === undefined) call?.resolve(result as never);
    else call?.reject(new Error(`${call.method}: ${error.message}`));
  };
  readMessages(child.stdio[4] as Readable, receive);
  child.once("exit", () => {
    for (const { method, reject } of waiting.values()) reject(new Error(`${method}: the browser has closed`));
    waiting.clear();
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
    events.emit("exit");
  });

  const session = (sessionId: string): Session => ({
    send(method, ...params) {
      const id = ++lastId;
      const of = sessionId === "" ? {} : { sessionId };
      return new Promise((resolve, reject) => {
        waiting.set(id, { method, resolve, reject });
        pipe.write(`${JSON.stringify({ id, method, params: params[0] ?? {}, ...of })}\0`);
      });
    },
    on: (event, listener) => void events.on(`${sessionId}:${event}`, listener),
  });
  const browser = session("");
  return {
    ...browser,
    session,
    endpoint: await endpointOf(child.stderr, exited),
    pid: child.pid ?? 0,
    onExit: (listener) => void events.once("exit", listener),
    async close() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      browser.send("Browser.close").catch(() => undefined);
      const timer = setTimeout(() => child.kill("SIGKILL"), CLOSES_WITHIN_MS);
      await exited;
      clearTimeout(timer);
    },
  };
}

function readMessages(stream: Readable, onMessage: (message: Incoming) => void): void {
  let text = "";
  stream.setEncoding("utf8").on("data", (chunk: string) => {
    const parts = (text + chunk).split("\0");
    text = parts.pop() ?? "";
    for (const part of parts) onMessage(JSON.parse(part) as Incoming);
  });
}

/** Debian's wrapper and Chromium itself write harmless lines to stderr; one of them is the address. */
async function endpointOf(stderr: Readable | null, exited: Promise<unknown[]>): Promise<string> {
  let text = "";
  const found = new Promise<string>((resolve) => {
    stderr?.setEncoding("utf8").on("data", (chunk: string) => {
      text = (text + chunk).slice(-4_000);
      const endpoint = /DevTools listening on (ws:\S+)/.exec(text)?.[1];
      if (endpoint !== undefined) resolve(endpoint);
    });
  });
  const endpoint = await Promise.race([found, exited]);
  if (typeof endpoint === "string") return endpoint;
  throw new Error(`Chromium ended before it was ready:\n${text}`);
}
