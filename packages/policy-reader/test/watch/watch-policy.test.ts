/** What is reported about a policy that changes while the app runs, and what is not. */
import { mkdirSync, renameSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { manualClock, temporaryDirectory, type ManualClock } from "@latchkey/test-kit";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  policyFileSource,
  readPolicy,
  watchPolicy,
  type PolicyChange,
  type PolicyReading,
  type PolicySource,
  type WatchPolicyOptions,
} from "../../src/index.ts";
import { BEDROCK, SIGN_IN, TOKEN } from "../support.ts";
import { fakeFolders, type FakeFolders } from "./fake-folders.ts";

const MINUTE = 60_000;
const ROLE = "inferenceBedrockSsoRoleName";
const REGION = "inferenceBedrockSsoRegion";

let directory: ReturnType<typeof temporaryDirectory>;
let folder: string;
let path: string;
let clock: ManualClock;
let folders: FakeFolders;
let stop: AbortController;
let changes: PolicyChange[];
let running: Promise<void>;

beforeEach(() => {
  directory = temporaryDirectory();
  folder = join(directory.path, "latchkey");
  path = join(folder, "policy.json");
  mkdirSync(folder);
  clock = manualClock();
  folders = fakeFolders();
  stop = new AbortController();
  changes = [];
  running = Promise.resolve();
});
afterEach(async () => {
  stop.abort();
  await running;
  if (clock.pending > 0 || folders.watched.length > 0) throw new Error("the watch left something behind");
  directory[Symbol.dispose]();
});

const put = (settings: object): void => writeFileSync(path, JSON.stringify(settings));
/** Lets the watch read and go back to sleep; file reads take real time, and nothing here waits for them by time. */
const idle = async (sleepsBefore: number): Promise<void> => {
  while (clock.sleeps.length <= sleepsBefore || clock.pending === 0) {
    await new Promise((resolve) => setImmediate(resolve));
  }
};

async function start(
  sources: readonly PolicySource[],
  options: Partial<WatchPolicyOptions> = {},
): Promise<void> {
  const inForce = options.inForce ?? (await readPolicy(sources, options));
  running = watchPolicy(sources, {
    inForce,
    onChange: (change) => changes.push(change),
    signal: stop.signal,
    clock,
    watchFolder: folders.watchFolder,
    ...options,
  });
  await idle(0);
}

/** A change in the folder, and the pause after which it is read. */
async function announce(name: string | null = "policy.json", where = folder): Promise<void> {
  const before = clock.sleeps.length;
  folders.change(where, name);
  await idle(before);
  await clock.advance(500);
  await idle(before + 1);
}

async function pass(ms: number): Promise<void> {
  const before = clock.sleeps.length;
  await clock.advance(ms);
  await idle(before);
}

describe("a watched policy", () => {
  it("that changes is reported once, by the names of its keys", async () => {
    put({ ...BEDROCK, ...SIGN_IN });
    await start([policyFileSource({ path })]);
    expect(folders.watched).toEqual([folder]);
    put({ ...BEDROCK, ...SIGN_IN, [ROLE]: "Other", [REGION]: "us-west-2" });
    await announce();
    await announce();
    expect(changes).toEqual([
      {
        relaunch: true,
        status: "read",
        keys: [REGION, ROLE],
        fingerprint: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
        message: `The policy has changed (${REGION}, ${ROLE}); relaunch to apply.`,
      },
    ]);
  });

  it("that goes back to what is in force is reported as that", async () => {
    put({ ...BEDROCK, ...SIGN_IN });
    await start([policyFileSource({ path })]);
    put({ ...BEDROCK });
    await announce();
    put({ ...BEDROCK, ...SIGN_IN });
    await announce();
    expect(changes.map(({ relaunch }) => relaunch)).toEqual([true, false]);
    expect(changes[1]).toMatchObject({ keys: [] });
  });

  it("that changed between the launch and the watch is reported at once", async () => {
    put({ ...BEDROCK });
    const source = policyFileSource({ path });
    const inForce = await readPolicy([source]);
    put({ ...BEDROCK, ...SIGN_IN });
    await start([source], { inForce });
    expect(changes).toHaveLength(1);
  });

  it("is not reported for a touch, a rewrite, another format, or keys that decide nothing", async () => {
    put({ ...BEDROCK, ...SIGN_IN });
    await start([policyFileSource({ path })]);
    utimesSync(path, new Date(), new Date());
    await announce();
    writeFileSync(path, JSON.stringify({ ...SIGN_IN, ...BEDROCK }, undefined, 4));
    await announce();
    put({ ...BEDROCK, ...SIGN_IN, inferenceVertexRegion: "x", typo: "x", inferenceBedrockProfile: " " });
    await announce();
    put({ ...BEDROCK, ...SIGN_IN, inferenceBedrockSsoStartUrl: "https://ACME.awsapps.com/start/#/" });
    await announce();
    expect(changes).toEqual([]);
  });

  it("has its fallback watched too, and one of the sources that appears over it is a change", async () => {
    const own = join(directory.path, "own", "settings.json");
    mkdirSync(dirname(own));
    writeFileSync(own, JSON.stringify({ ...BEDROCK, ...SIGN_IN }));
    await start([policyFileSource({ path })], { fallback: policyFileSource({ path: own, scope: "user" }) });
    expect(folders.watched.toSorted()).toEqual([folder, dirname(own)]);
    writeFileSync(own, JSON.stringify({ ...BEDROCK, ...SIGN_IN, [ROLE]: "Other" }));
    await announce("settings.json", dirname(own));
    put({ ...BEDROCK });
    await announce();
    expect(changes.map(({ keys }) => keys.length)).toEqual([1, 4]);
  });

  it("is read after a pause of 500 ms, once for a burst", async () => {
    let reads = 0;
    put({ ...BEDROCK });
    const source = policyFileSource({ path });
    await start([{ ...source, read: async () => (reads++, source.read()) }]);
    const before = reads;
    for (let count = 0; count < 3; count++) {
      folders.change(folder, "policy.json");
      await clock.advance(400);
    }
    expect(reads).toBe(before);
    await pass(300);
    expect(reads).toBe(before + 1);
  });

  it("whose folder never rests is read all the same", async () => {
    put({ ...BEDROCK });
    await start([policyFileSource({ path })]);
    put({ ...BEDROCK, ...SIGN_IN });
    folders.change(folder, "policy.json");
    for (let count = 0; count < 20; count++) {
      await clock.advance(400);
      folders.change(folder, "policy.json");
      await clock.advance(100);
    }
    while (changes.length === 0) await new Promise((resolve) => setImmediate(resolve));
    expect(changes).toHaveLength(1);
  });

  it("is not read for other files of the folder", async () => {
    put({ ...BEDROCK });
    await start([policyFileSource({ path })]);
    const before = clock.sleeps.length;
    folders.change(folder, "other.json");
    await clock.advance(1000);
    expect(clock.sleeps.length).toBe(before);
    put({ ...BEDROCK, ...SIGN_IN });
    await announce(null);
    expect(changes).toHaveLength(1);
  });

  it("is watched from the nearest folder that exists, and then from its own", async () => {
    rmSync(folder, { recursive: true });
    await start([policyFileSource({ path })]);
    expect(folders.watched).toEqual([directory.path]);
    mkdirSync(folder);
    await announce("latchkey", directory.path);
    expect(folders.watched).toEqual([folder]);
    put({ ...BEDROCK });
    await announce();
    expect(changes).toHaveLength(1);
    rmSync(folder, { recursive: true });
    await announce("latchkey");
    expect(folders.watched).toEqual([directory.path]);
    expect(changes).toMatchObject([{ relaunch: true }, { relaunch: false }]);
  });

  it("in a folder that was replaced by another one of its name is watched there", async () => {
    put({ ...BEDROCK });
    await start([policyFileSource({ path })]);
    let armed = 0;
    const { watchFolder } = folders;
    stop.abort();
    await running;
    stop = new AbortController();
    await start([policyFileSource({ path })], {
      watchFolder: (...all) => (armed++, watchFolder(...all)),
    });
    await announce();
    expect(armed).toBe(1);
    renameSync(folder, `${folder}-old`);
    mkdirSync(folder);
    await announce();
    expect(armed).toBe(2);
  });

  it("is read every 10 minutes although nothing was announced", async () => {
    put({ ...BEDROCK });
    await start([policyFileSource({ path })]);
    put({ ...BEDROCK, ...SIGN_IN });
    await clock.advance(9 * MINUTE);
    expect(changes).toEqual([]);
    await pass(MINUTE);
    expect(changes).toHaveLength(1);
  });

  it("is watched again after the system gave up on the folder, and polled when it refuses", async () => {
    put({ ...BEDROCK });
    let refuse = false;
    await start([policyFileSource({ path })], {
      watchFolder: (...all) => {
        if (refuse) throw Object.assign(new Error("no space left"), { code: "ENOSPC" });
        return folders.watchFolder(...all);
      },
    });
    refuse = true;
    folders.fail();
    await pass(10 * MINUTE);
    expect(folders.watched).toEqual([]);
    put({ ...BEDROCK, ...SIGN_IN });
    await pass(10 * MINUTE);
    expect(changes).toHaveLength(1);
    refuse = false;
    await pass(10 * MINUTE);
    expect(folders.watched).toEqual([folder]);
  });

  it("that cannot be read for a while is no change, and one that cannot be used is", async () => {
    let reading: PolicyReading | undefined;
    put({ ...BEDROCK });
    const file = policyFileSource({ path });
    await start([{ ...file, read: async () => reading ?? file.read() }]);
    reading = { status: "unreadable", diagnostics: [] };
    await announce();
    expect(changes).toEqual([]);
    reading = undefined;
    writeFileSync(path, "{");
    await announce();
    expect(changes).toMatchObject([{ relaunch: true, status: "malformed" }]);
    expect(changes[0]?.message).toContain("cannot be used (malformed)");
    put({ ...BEDROCK });
    await announce();
    expect(changes[1]).toMatchObject({ relaunch: false, keys: [] });
  });

  it("of a registry is read every minute, and nothing is watched", async () => {
    let entries: PolicyReading = { status: "absent" };
    await start([{ name: "HKLM", scope: "machine", read: async () => entries }]);
    expect(folders.watched).toEqual([]);
    entries = {
      status: "read",
      format: "reg",
      entries: [{ key: "inferenceProvider", rawType: "REG_SZ", value: { type: "string", text: "bedrock" } }],
      diagnostics: [],
    };
    await clock.advance(59_000);
    expect(changes).toEqual([]);
    await pass(1000);
    expect(changes).toMatchObject([{ keys: ["inferenceProvider"] }]);
  });

  it("reports a changed bearer token by name, and neither token", async () => {
    put({ ...BEDROCK, inferenceBedrockBearerToken: TOKEN });
    await start([policyFileSource({ path })]);
    put({ ...BEDROCK, inferenceBedrockBearerToken: `${TOKEN}2` });
    await announce();
    expect(changes).toMatchObject([{ keys: ["inferenceBedrockBearerToken"] }]);
    expect(JSON.stringify(changes)).not.toContain(TOKEN);
  });
});

describe("the end of a watch", () => {
  it("comes with the signal, also before it has begun", async () => {
    put({ ...BEDROCK });
    const source = policyFileSource({ path });
    const inForce = await readPolicy([source]);
    stop.abort();
    await watchPolicy([source], {
      inForce,
      onChange: (change) => changes.push(change),
      signal: stop.signal,
      clock,
      watchFolder: folders.watchFolder,
    });
    expect(changes).toEqual([]);
  });

  it("comes with an error of the listener, which is passed on", async () => {
    put({ ...BEDROCK });
    await start([policyFileSource({ path })], {
      onChange: () => {
        throw new Error("a bug in the app");
      },
    });
    put({ ...BEDROCK, ...SIGN_IN });
    folders.change(dirname(path), "policy.json");
    await clock.advanceToNextSleep();
    await expect(running).rejects.toThrow("a bug in the app");
    running = Promise.resolve();
  });
});
