import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { TokenVaultError } from "@latchkey/token-vault";
import { expect, it } from "vitest";
import { createSignInKeeper } from "../src/main/sign-in/sign-in-keeper.ts";
import { fileKeyStore } from "./support/file-key-store.ts";
import { POLICY, rehearse } from "./support/rehearsal.ts";
import type { Rehearsal } from "./support/rehearsal.ts";
import { startRefreshing } from "./support/refreshing-process.ts";
import type { RefreshInstruction } from "./support/refreshing-process.ts";

it.each([
  ["four minutes are left of the access token: it is used", 56, { status: "usable", refreshed: false }],
  ["the access token has ended: unavailable, and the sign-in is kept", 60, { status: "unavailable" }],
])("another process that refreshes for too long, and %s", async (_, minutes, expected) => {
  await using app = await rehearse();
  const { flow, store } = await app.signInOnce();
  app.clock.advance(minutes * 60_000);
  const locked = new TokenVaultError("VAULT_LOCKED", "Process 12 holds the lock.");
  const { clock, log } = app.settings;
  const busy = { ...store, exclusively: () => Promise.reject(locked) };
  const keeper = createSignInKeeper({ flow, store: busy, clock, log });
  expect(await keeper.accessToken()).toMatchObject(expected);
  expect((await store.read()).status).toBe("found");
});

/** Of each process. */
const ROUNDS = 500;

async function signedIn(): Promise<{
  readonly app: Rehearsal;
  readonly instruction: RefreshInstruction;
  readonly keys: string;
}> {
  const app = await rehearse();
  const { dataFolder } = app.settings;
  const keys = `${dataFolder}-keys`;
  const settings = { keyStore: fileKeyStore(keys) };
  const services = await app.services(settings);
  const signIn = app.signIn(services, (state) => {
    if (state.state === "code") app.mock.approve(state.userCode, "ada.lovelace");
  });
  expect((await signIn.run()).state).toBe("success");
  const instruction = {
    directory: join(dataFolder, "vault"),
    keys,
    endpoint: app.mock.oidcUrl,
    startUrl: POLICY.inferenceBedrockSsoStartUrl,
    region: POLICY.inferenceBedrockSsoRegion,
    rounds: ROUNDS,
  };
  return { app, instruction, keys };
}

it(`gap: two processes refreshing: ${ROUNDS} times each, and they never present a spent token; one is killed with the lock, and the other goes on within 2 s`, async () => {
  const { app, instruction, keys } = await signedIn();
  await using _ = app;
  using one = startRefreshing(instruction);
  using other = startRefreshing(instruction);
  await Promise.all([one.said("done"), other.said("done")]);
  const places = [process.pid, one.id, other.id].flatMap((id) =>
    ["cmdline", "environ"].map((name) => readFileSync(`/proc/${id}/${name}`, "latin1")),
  );

  one.send("lock");
  await one.said("locked");
  other.send("refresh");
  one.kill("SIGKILL");
  const killedAt = performance.now();
  await other.said("refreshed");
  expect(performance.now() - killedAt).toBeLessThan(2_000);

  const tokens = app.mock.requests().filter(({ operation }) => operation === "CreateToken");
  const refused = tokens.filter(({ status }) => status !== 200);
  expect(refused.map(({ error }) => error).filter((error) => error !== "authorization_pending")).toEqual([]);
  expect(tokens.length).toBeGreaterThan(2 * ROUNDS);

  // What is in no file, argument, environment or output of anybody: the tokens and the data key.
  const dataKey = readFileSync(keys, "utf8");
  const read = await (await app.services({ keyStore: fileKeyStore(keys) })).store.read();
  if (read.status !== "found") throw new Error(read.status);
  const { accessToken, refreshToken } = read.signIn.tokens;
  const secrets = [accessToken.reveal(), refreshToken?.reveal() ?? "", dataKey];
  const files = readdirSync(instruction.directory).map((name) =>
    readFileSync(join(instruction.directory, name), "latin1"),
  );
  for (const place of [...places, ...files, one.output(), other.output(), ...app.log])
    for (const secret of secrets) expect(secret !== "" && !place.includes(secret)).toBe(true);
}, 120_000);
