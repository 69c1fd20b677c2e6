/** What a team's own program finds inside a session: through the manager and the real sandbox, from the policy to the process. */
import { createServer } from "node:http";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { existsSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join, relative, sep } from "node:path";
import { text } from "node:stream/consumers";
import { temporaryDirectory } from "@latchkey/test-kit";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openSandboxRuntime } from "../src/main/session/sandbox-runtime.ts";
import { SANDBOX_VARIABLES } from "../src/main/session/sandbox-variables.ts";
import { POLICY, rehearse } from "./support/rehearsal.ts";
import type { Rehearsal } from "./support/rehearsal.ts";
import { PLAIN, sessionFolders, sessionRig } from "./support/session-rig.ts";

interface Found {
  readonly environment: Readonly<Record<string, string>>;
  readonly folders: Readonly<Record<string, readonly string[] | string>>;
  readonly own: string;
  readonly reached: Readonly<Record<string, number | string>>;
}

const PROBE = `
import { Agent, request } from "node:http";
import { readdirSync, writeFileSync } from "node:fs";
const { folders, urls } = JSON.parse(process.argv[2]);
const list = (path) => { try { return readdirSync(path); } catch (error) { return error.code; } };
const agent = new Agent({ proxyEnv: { HTTP_PROXY: process.env.HTTP_PROXY } });
const status = (url) => new Promise((resolve) => request(url, { agent }, (answer) => resolve(answer.resume().statusCode))
  .on("error", (error) => resolve(error.code)).end());
writeFileSync("own", "written");
console.log(JSON.stringify({
  environment: process.env,
  folders: Object.fromEntries(Object.entries(folders).map(([name, path]) => [name, list(path)])),
  own: process.cwd(),
  reached: Object.fromEntries(await Promise.all(Object.entries(urls).map(async ([name, url]) => [name, await status(url)]))),
}));`;

/** What a checkout inside the home shows there: the empty folders above the sandbox's own files, and nothing else. */
function wayToTheSandbox(folder: string): readonly string[] {
  const below = relative(homedir(), import.meta.dirname);
  return folder === "home" && !below.startsWith("..") ? [below.split(sep)[0] ?? ""] : [];
}

describe("a program inside a session", () => {
  const code = temporaryDirectory();
  const foreign: Server = createServer((_, response) => response.end("foreign"));
  let app: Rehearsal;
  let found: Found;

  beforeAll(async () => {
    await new Promise<void>((resolve) => foreign.listen(0, "127.0.0.1", resolve));
    app = await rehearse({
      ...PLAIN,
      openSandbox: openSandboxRuntime,
      environment: { ...process.env, AWS_PROFILE: "hostile", NODE_OPTIONS: "--hostile", LANG: "C.UTF-8" },
    });
    await app.signInOnce();
    const script = join(code.path, "agent.mjs");
    writeFileSync(script, PROBE);
    const { manager } = await sessionRig(app);
    const bedrock = new URL(app.mock.bedrockUrl);
    const asked = {
      folders: {
        data: app.settings.dataFolder,
        vault: join(app.settings.dataFolder, "vault"),
        home: homedir(),
        aws: join(homedir(), ".aws"),
        bus: "/run/dbus",
        user: "/run/user",
        code: code.path,
      },
      urls: {
        bedrock: bedrock.href,
        loopback: `http://127.0.0.1:${(foreign.address() as AddressInfo).port}/`,
        metadata: "http://169.254.169.254/latest/meta-data/",
        other: "http://bedrock-runtime.us-east-1.amazonaws.com/",
      },
    };
    const started = await manager.runInSession({
      program: process.execPath,
      arguments: [script, JSON.stringify(asked)],
      readable: [script],
    });
    if (started.state !== "running") throw new Error(JSON.stringify(started));
    const [output, errors] = await Promise.all([text(started.process.stdout), text(started.process.stderr)]);
    await manager.end();
    if (output === "") throw new Error(errors);
    found = JSON.parse(output) as Found;
  });

  afterAll(async () => {
    await app[Symbol.asyncDispose]();
    foreign.close();
    code[Symbol.dispose]();
  });

  it("has exactly the session's variables, and the sandbox's own", () => {
    const { environment } = found;
    const ours = Object.keys(environment).filter((name) => !(name in SANDBOX_VARIABLES));
    const inherited = [
      "PATH",
      "USER",
      "LOGNAME",
      "LC_ALL",
      "LC_CTYPE",
      "TZ",
      "TERM",
      "COLORTERM",
      "NO_COLOR",
    ];
    const expected = [
      "AWS_ACCESS_KEY_ID",
      "AWS_DEFAULT_REGION",
      "AWS_ENDPOINT_URL_BEDROCK_RUNTIME",
      "AWS_REGION",
      "AWS_SECRET_ACCESS_KEY",
      "AWS_SESSION_TOKEN",
      "HOME",
      "LANG",
      "LATCHKEY_MODEL_ID",
      ...inherited.filter((name) => (process.env[name] ?? "") !== ""),
    ];
    expect(ours.toSorted()).toEqual(expected.toSorted());
    expect(environment).toMatchObject({
      AWS_REGION: POLICY.inferenceBedrockRegion,
      AWS_ENDPOINT_URL_BEDROCK_RUNTIME: new URL(app.mock.bedrockUrl).origin,
      LATCHKEY_MODEL_ID: POLICY.inferenceModels[0],
      HOME: found.own,
      LANG: "C.UTF-8",
      PATH: process.env["PATH"],
    });
    const issued = app.mock.issuedSecrets();
    for (const name of ["AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"]) {
      expect(issued.includes(environment[name] ?? ""), name).toBe(true);
    }
  });

  it("sees neither the app's data nor a home nor the keyring's sockets, and of its own code only what was named", () => {
    // What was there to be found.
    expect(existsSync(join(app.settings.dataFolder, "vault"))).toBe(true);
    const { code: seen, ...hidden } = found.folders;
    expect(seen).toEqual(["agent.mjs"]);
    for (const [name, names] of Object.entries(hidden)) {
      expect([[], "ENOENT", wayToTheSandbox(name)], name).toContainEqual(names);
    }
  });

  it("reaches Bedrock and nothing else, and leaves nothing behind", () => {
    // The stand-in for Bedrock sends its front page elsewhere; the sandbox's proxy refuses with 403.
    expect(found.reached).toEqual({ bedrock: 303, loopback: 403, metadata: 403, other: 403 });
    expect(existsSync(found.own)).toBe(false);
    expect(sessionFolders()).toEqual([]);
  });
});
