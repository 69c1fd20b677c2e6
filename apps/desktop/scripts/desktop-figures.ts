/**
 * For the benchmark `desktop`: starts the built app in the Chromium host, in turn with a bare Chromium, and lets it wait
 * for an approval beside one; prints milliseconds, bytes and percentages as JSON.
 */
import { startChromium } from "@latchkey/test-kit/browser";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import { launchDesktop } from "../e2e/desktop.ts";
import type { Desktop } from "../e2e/desktop.ts";
import type { DevelopmentSetup } from "../src/main/shell/development-setup.ts";
import { treeUsage } from "./process-cpu.ts";

const RENDERER = join(import.meta.dirname, "../dist/app/renderer");
/** What a start leaves to do is not what waiting costs. */
const SETTLE_MS = 5_000;

const [mockUrl = "", policy = "", roundsWanted = "", idleSeconds = ""] = process.argv.slice(2);
// Electron's own figures are another matter, even where it is installed.
process.env["DESKTOP_HOST"] = "chromium";

const folder = mkdtempSync(join(tmpdir(), "latchkey-bench-"));
try {
  const start = { app: [] as number[], bare: [] as number[] };
  for (let round = -1; round < Number(roundsWanted); round += 1) {
    const [app, bare] = [await timeToSignInPage(round), await timeToEmptyPage()];
    if (round < 0) continue;
    start.app.push(app);
    start.bare.push(bare);
  }
  process.stdout.write(JSON.stringify({ start, pages: pageSizes(), idle: await idleUsage() }));
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function launch(name: string): Promise<Desktop> {
  const setup: DevelopmentSetup = {
    policy,
    endpoints: {
      oidc: mockUrl,
      portal: mockUrl,
      bedrock: mockUrl,
      verificationOrigins: [new URL(mockUrl).origin],
    },
    keyStore: "memory",
  };
  const file = join(folder, "setup.json");
  writeFileSync(file, JSON.stringify(setup));
  return launchDesktop({ userData: join(folder, name), arguments: [`--development-setup=${file}`] });
}

/** From the start of the app's process until the button can be pressed. */
async function timeToSignInPage(round: number): Promise<number> {
  const begun = performance.now();
  const desktop = await launch(`start-${round}`);
  await desktop.page.getByRole("button", { name: "Sign in with AWS" }).click({ trial: true });
  const ended = performance.now();
  await desktop.close();
  return ended - begun;
}

async function timeToEmptyPage(): Promise<number> {
  const begun = performance.now();
  const browser = await startChromium();
  await (await browser.newPage()).goto("about:blank");
  const ended = performance.now();
  await browser.close();
  return ended - begun;
}

/** By page: compressed bytes of it and of what it loads. */
function pageSizes(): Readonly<Record<string, number>> {
  const pages = readdirSync(RENDERER).filter((name) => name.endsWith(".html"));
  return Object.fromEntries(pages.map((name) => [name, [...loadedBy(name)].reduce(compressed, 0)]));
}

function compressed(sum: number, name: string): number {
  return sum + gzipSync(readFileSync(join(RENDERER, name))).byteLength;
}

function loadedBy(name: string, seen = new Set<string>()): ReadonlySet<string> {
  if (seen.has(name)) return seen;
  seen.add(name);
  const text = readFileSync(join(RENDERER, name), "utf8");
  for (const [, asset = ""] of text.matchAll(
    /["'`(][./]*(?:assets\/)?([\w-]+-[\w-]{8}\.(?:js|css|woff2|svg))["'`)]/g,
  ))
    loadedBy(`assets/${asset}`, seen);
  return seen;
}

interface IdleUsage {
  /** Percent of one core. */
  readonly app: number;
  readonly page: number;
  readonly bare: number;
}

/** While the app waits for an approval, beside a bare Chromium that shows an empty page at the same time. */
async function idleUsage(): Promise<IdleUsage> {
  const desktop = await launch("idle");
  await desktop.evaluate(({ shell }) => {
    shell.openExternal = () => Promise.resolve();
  });
  await desktop.page.getByRole("button", { name: "Sign in with AWS" }).click();
  await desktop.page.getByRole("heading", { name: "Waiting for your approval" }).waitFor();
  const browser = await startChromium();
  await (await browser.newPage()).goto("about:blank");
  const look = (): { app: number; page: number; bare: number } => {
    const { own, started } = treeUsage(desktop.processId);
    // What this process started, without the app.
    return { app: own, page: started, bare: treeUsage(process.pid).started - own - started };
  };
  await sleep(SETTLE_MS);
  const [before, begun] = [look(), performance.now()];
  await sleep(Number(idleSeconds) * 1000);
  const [after, ended] = [look(), performance.now()];
  const percent = (name: keyof IdleUsage): number => ((after[name] - before[name]) / (ended - begun)) * 100;
  const usage = { app: percent("app"), page: percent("page"), bare: percent("bare") };
  await browser.close();
  await desktop.close();
  return usage;
}
