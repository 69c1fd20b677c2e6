/** The built command line program that a shell prepares, and JSON to it. */

import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { approveInBrowser } from "../../src/index.ts";
import { deviceCodeGrant, registration } from "./rig.ts";
import type { Client, Device, Tokens } from "./rig.ts";

export const programFile: string = fileURLToPath(new URL("../../dist/cli.js", import.meta.url));

export interface Answer {
  readonly status: number;
  readonly json: Readonly<Record<string, unknown>>;
}

export interface Program {
  readonly stderr: () => string;
  /** Rejects when the program is gone before it answered. */
  readonly send: (method: string, path: string, body?: unknown, bearer?: string) => Promise<Answer>;
  readonly signIn: () => Promise<{ readonly client: Client } & Tokens>;
  readonly startDevice: (client: Client) => Promise<Device>;
  /** Ends it, and waits until it has ended. */
  readonly end: (signal: NodeJS.Signals) => Promise<void>;
}

/** @param shell what the shell does before it becomes the program. */
export async function startProgram(args: readonly string[], shell = ""): Promise<Program> {
  const script = `${shell} exec "$0" "$@"`;
  const child = spawn("bash", ["-c", script, process.execPath, programFile, ...args], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  const closed = new Promise<void>((resolve) => {
    child.once("close", () => resolve());
  });
  let stderr = "";
  child.stderr.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
  const told = await new Promise<{ oidcUrl: string; startUrl: string }>((resolve, reject) => {
    let stdout = "";
    child.stdout.on("data", (chunk: Buffer) => {
      stdout += chunk.toString();
      if (stdout.includes("\n")) resolve(JSON.parse(stdout) as { oidcUrl: string; startUrl: string });
    });
    child.once("close", (code) => reject(new Error(`The program ended with ${code}: ${stderr}`)));
  });
  const send: Program["send"] = async (method, path, body, bearer) => {
    const response = await fetch(`${told.oidcUrl}${path}`, {
      method,
      headers: bearer === undefined ? {} : { "x-amz-sso_bearer_token": bearer },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: response.status, json: (await response.json()) as Answer["json"] };
  };
  const startDevice: Program["startDevice"] = async (client) => {
    const { json } = await send("POST", "/device_authorization", { ...client, startUrl: told.startUrl });
    return json as unknown as Device;
  };
  return {
    send,
    startDevice,
    stderr: () => stderr,
    async signIn() {
      const { json } = await send("POST", "/client/register", registration());
      const { clientId, clientSecret } = json as unknown as Client;
      const client = { clientId, clientSecret };
      const { deviceCode, verificationUriComplete: verificationUri } = await startDevice(client);
      await approveInBrowser({ verificationUri, userName: "ada.lovelace", password: "engine-1843" });
      const grant = { ...client, grantType: deviceCodeGrant, deviceCode };
      return { ...((await send("POST", "/token", grant)).json as unknown as Tokens), client };
    },
    async end(signal) {
      child.kill(signal);
      await closed;
    },
  };
}
