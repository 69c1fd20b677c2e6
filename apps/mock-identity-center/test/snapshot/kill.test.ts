/** The real program, killed under load: what it answered is true after the next start, what was spent stays spent. */

import { readFileSync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { startProgram } from "../support/kept-program.ts";
import type { Program } from "../support/kept-program.ts";
import type { Client, Device } from "../support/rig.ts";
import { deviceCodeGrant } from "../support/rig.ts";
import { withStateFile } from "../support/state-file.ts";

const { newFile } = withStateFile();
const rounds = 20;
const workers = 4;

/** What one client was told, and what it showed. */
interface Told {
  readonly client: Client;
  readonly accessTokens: string[];
  readonly devices: Device[];
  readonly spent: string[];
  /** Undefined when the program was killed before it answered what became of it. */
  refreshToken: string | undefined;
}

/** Refreshes and starts authorizations until the program is gone. */
async function load(program: Program, told: Told, answered: () => void): Promise<void> {
  try {
    for (;;) {
      const { refreshToken = "", client } = told;
      told.refreshToken = undefined;
      const { status, json } = await program.send("POST", "/token", {
        ...client,
        grantType: "refresh_token",
        refreshToken,
      });
      expect(status).toBe(200);
      told.spent.push(refreshToken);
      told.refreshToken = String(json["refreshToken"]);
      told.accessTokens.push(String(json["accessToken"]));
      told.devices.push(await program.startDevice(client));
      answered();
    }
  } catch (error) {
    // No connection, or half an answer.
    if (!(error instanceof TypeError) && !(error instanceof SyntaxError)) throw error;
  }
}

async function check(program: Program, told: Told): Promise<void> {
  const { client } = told;
  for (const accessToken of told.accessTokens)
    expect((await program.send("GET", "/assignment/accounts", undefined, accessToken)).status).toBe(200);
  for (const refreshToken of told.spent) {
    const grant = { ...client, grantType: "refresh_token", refreshToken };
    expect((await program.send("POST", "/token", grant)).json).toMatchObject({ error: "invalid_grant" });
  }
  const last = told.refreshToken;
  const grant = { ...client, grantType: "refresh_token", refreshToken: last };
  expect(last === undefined || (await program.send("POST", "/token", grant)).status === 200).toBe(true);
  const device = told.devices.at(-1);
  if (device === undefined) return;
  const poll = { ...client, grantType: deviceCodeGrant, deviceCode: device.deviceCode };
  expect((await program.send("POST", "/token", poll)).json).toMatchObject({ error: "authorization_pending" });
}

test(
  `kill -9 in ${rounds} rounds loses no answered token and revives no spent one`,
  { timeout: 180_000 },
  async () => {
    const stateFile = newFile();
    let all: Told[] = [];
    let answers = 0;
    for (let round = 0; round < rounds; round += 1) {
      const program = await startProgram(["--state", stateFile]);
      try {
        for (const told of all) await check(program, told);
        all = [];
        for (let worker = 0; worker < workers; worker += 1) {
          const { client, accessToken, refreshToken } = await program.signIn();
          all.push({ client, accessTokens: [accessToken], devices: [], spent: [], refreshToken });
        }
        const killAfter = 5 + round * 3;
        let count = 0;
        const answered = (): void => {
          count += 1;
          if (count === killAfter) void program.end("SIGKILL");
        };
        await Promise.all(all.map((told) => load(program, told, answered)));
        answers += count;
      } finally {
        await program.end("SIGKILL");
      }
    }
    expect(answers).toBeGreaterThan(rounds * 20);
  },
);

test("a program whose file may not grow answers 500, and what it answered before is there after a restart", async () => {
  const stateFile = newFile();
  const limited = await startProgram(["--state", stateFile], "trap '' XFSZ; ulimit -f 32;");
  const told: string[] = [];
  let failure = "";
  try {
    const { client, ...tokens } = await limited.signIn();
    let { refreshToken } = tokens;
    while (failure === "") {
      const { status, json } = await limited.send("POST", "/token", {
        ...client,
        grantType: "refresh_token",
        refreshToken,
      });
      if (status === 200) told.push(String(json["accessToken"]));
      else failure = `${status} ${String(json["error_description"])}`;
      refreshToken = String(json["refreshToken"]);
    }
    expect(failure).toMatch(/^500 .*cannot be written \(EFBIG\)/);
  } finally {
    await limited.end("SIGKILL");
  }
  expect(readFileSync(stateFile).at(-1), "no half line is left behind").toBe(0x0a);
  const program = await startProgram(["--state", stateFile]);
  try {
    expect(told.length).toBeGreaterThan(10);
    for (const accessToken of told)
      expect((await program.send("GET", "/assignment/accounts", undefined, accessToken)).status).toBe(200);
    expect(program.stderr()).toBe("");
  } finally {
    await program.end("SIGTERM");
  }
});

test("a second program on the same file ends with 2, and so does one with a damaged file", async () => {
  const stateFile = newFile();
  const first = await startProgram(["--state", stateFile]);
  await expect(startProgram(["--state", stateFile])).rejects.toThrow(
    /ended with 2: .* belongs to another mock/,
  );
  await first.end("SIGKILL");
  writeFileSync(stateFile, "{}\n");
  await expect(startProgram(["--state", stateFile])).rejects.toThrow(
    `ended with 2: ${stateFile}:1: is not a state file of this program`,
  );
});
