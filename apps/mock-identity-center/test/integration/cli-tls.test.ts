/** The commands around TLS: a mock with its proxy, and clients of the control API that trust its authority. */

import { readFile } from "node:fs/promises";
import { getCACertificates, setDefaultCACertificates } from "node:tls";
import { afterEach, expect, test } from "vitest";
import { approve } from "../../src/cli/approve.ts";
import { endpointsJsonCommand } from "../../src/cli/endpoints-json.ts";
import { env } from "../../src/cli/env.ts";
import { proxy } from "../../src/cli/proxy.ts";
import { serve } from "../../src/cli/serve.ts";
import type { Terminal } from "../../src/cli/terminal.ts";
import { start } from "../support/command.ts";
import { startRig } from "../support/rig.ts";

const trusted = getCACertificates();
afterEach(() => setDefaultCACertificates(trusted));

interface Told {
  readonly oidcUrl: string;
  readonly caFile: string;
  readonly proxyUrl?: string;
}

/** Starts a command that runs until it is ended, and gives what it printed once it listens. */
async function running(
  command: typeof serve,
  ...args: readonly string[]
): Promise<{ readonly told: Told; readonly end: () => Promise<number> }> {
  const ended = Promise.withResolvers<void>();
  const printed = Promise.withResolvers<string>();
  const terminal: Terminal = {
    environment: {},
    out: printed.resolve,
    err: (text) => printed.reject(new Error(text)),
    ended: () => ended.promise,
  };
  const code = command.start(args, terminal);
  const told = JSON.parse(await printed.promise) as Told;
  return {
    told,
    end: () => {
      ended.resolve();
      return code;
    },
  };
}

test("proxy starts a mock with TLS and its proxy, tells both in one line, and ends both", async () => {
  const { told, end } = await running(proxy);
  expect(told).toMatchObject({ event: "listening", oidcUrl: expect.stringMatching(/^https:/) as string });
  expect(await readFile(told.caFile, "utf8")).toContain("BEGIN CERTIFICATE");
  const refused = await fetch(`${told.proxyUrl}/`);
  expect(refused.status).toBeGreaterThanOrEqual(400);
  expect(await end()).toBe(0);
  await expect(fetch(`${told.proxyUrl}/`)).rejects.toThrow("fetch failed");
  await expect(readFile(told.caFile)).rejects.toMatchObject({ code: "ENOENT" });
});

test("env and approve reach a mock that serves TLS with the authority it names, and not without", async () => {
  const { told, end } = await running(serve, "--tls");
  const args = ["--url", told.oidcUrl];
  expect((await start(env, "--client", "sdk-js", ...args)).code).toBe(1);
  const answer = await start(env, "--client", "sdk-js", "--form", "json", "--ca-file", told.caFile, ...args);
  expect(JSON.parse(answer.out)).toMatchObject({
    AWS_ENDPOINT_URL_SSO: told.oidcUrl,
    NODE_EXTRA_CA_CERTS: told.caFile,
  });
  const refused = await start(approve, "BCDF-GHJK", "--deny", "--ca-file", told.caFile, ...args);
  expect([refused.code, refused.err]).toEqual([1, "No sign-in waits for this user code\n"]);
  await end();
});

test.for([["--ca-file", "no-such-file.pem"]])("%s %s is not trusted, and says so", async (args) => {
  await using rig = await startRig();
  const { code, err } = await start(env, "--client", "sdk-js", "--url", rig.mock.url, ...args);
  expect([code, err]).toEqual([1, "no-such-file.pem: holds no certificate that can be read\n"]);
});

test("endpoints-json is of the regions named, or of the mock's own", async () => {
  await using rig = await startRig();
  const of = async (...args: readonly string[]): Promise<unknown> =>
    JSON.parse((await start(endpointsJsonCommand, "--url", rig.mock.url, ...args)).out);
  expect(await of()).toMatchObject({ partitions: [{ regions: { "us-east-1": {} } }] });
  const two = await of("--region", "eu-west-1", "--region", "cn-north-1");
  expect(two).toMatchObject({ partitions: [{ partition: "aws" }, { partition: "aws-cn" }] });
});

test.for([
  [proxy, ["--proxy-port", "x"]],
  [proxy, ["--port", "x"]],
  [serve, ["--tls-host", "no host"]],
] as const)("wrong arguments are 2 (%#)", async ([command, args]) => {
  expect((await start(command, ...args)).code).toBe(2);
});
