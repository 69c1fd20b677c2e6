/** The commands that are given their work from outside: what they read, and what they hand over. */

import { expect, test } from "vitest";
import type { Command } from "../../src/cli/command.ts";
import { endpointsJsonCommand } from "../../src/cli/endpoints-json.ts";
import { envCommand } from "../../src/cli/env.ts";
import { proxyCommand } from "../../src/cli/proxy.ts";
import { startRig } from "../support/rig.ts";

interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

async function start(command: Command, ...args: readonly string[]): Promise<Ran> {
  let [out, err] = ["", ""];
  const code = await command.start(args, {
    environment: {},
    out: (text) => (out += text),
    err: (text) => (err += text),
    ended: () => Promise.resolve(),
  });
  return { code, out, err };
}

const env = envCommand({
  kinds: ["aws-cli", "go"],
  forms: ["sh", "json"],
  environment: (kind, { oidcUrl, caFile = "", proxyUrl = "" }) => ({ kind, oidcUrl, caFile, proxyUrl }),
  format: (variables, form) => `${form} ${JSON.stringify(variables)}`,
  configFile: ({ startUrl }) => `start ${startUrl}`,
});

test("env formats what the kind of client needs to reach the running mock", async () => {
  await using rig = await startRig();
  const variables = { kind: "go", oidcUrl: rig.mock.url, caFile: "ca.pem", proxyUrl: "http://127.0.0.1:5" };
  const route = ["--ca-file", "ca.pem", "--proxy-url", "http://127.0.0.1:5"];
  expect(await start(env, "--client", "go", "--form", "json", "--url", rig.mock.url, ...route)).toEqual({
    code: 0,
    out: `json ${JSON.stringify(variables)}`,
    err: "",
  });
  expect((await start(env, "--client", "aws-cli", "--url", rig.mock.url)).out).toMatch(/^sh /);
  const config = await start(env, "--client", "aws-cli", "--form", "config", "--url", rig.mock.url);
  expect(config.out).toBe("start https://acme.awsapps.com/start");
});

test.for([
  [[], "--client expects one of aws-cli, go"],
  [["--client", "rust"], "--client expects one of aws-cli, go"],
  [["--client", "go", "--form", "xml"], "--form expects one of sh, json, config"],
] as const)("env %s is 2", async ([args, reason]) => {
  const { code, out, err } = await start(env, ...args);
  expect([code, out, err.split("\n")[0]]).toEqual([2, "", reason]);
});

test("endpoints-json is of the regions named, or of the mock's own", async () => {
  await using rig = await startRig();
  const command = endpointsJsonCommand(({ oidcUrl }, regions) => ({ oidcUrl, regions }));
  const of = async (...args: readonly string[]): Promise<unknown> =>
    JSON.parse((await start(command, "--url", rig.mock.url, ...args)).out);
  expect(await of()).toEqual({ oidcUrl: rig.mock.url, regions: ["us-east-1"] });
  expect(await of("--region", "eu-west-1", "--region", "us-west-2")).toMatchObject({
    regions: ["eu-west-1", "us-west-2"],
  });
});

test("proxy starts a mock and its proxy, tells both in one line, and ends both", async () => {
  const ended: string[] = [];
  const command = proxyCommand(async ({ mock, port }) => {
    ended.push(`started ${port} ${(await fetch(`${mock.url}/device`)).status}`);
    return {
      addresses: { proxyUrl: "http://127.0.0.1:7", caFile: "ca.pem" },
      [Symbol.asyncDispose]: async () => {
        ended.push(`ended, mock still answers ${(await fetch(`${mock.url}/device`)).status}`);
      },
    };
  });
  const { code, out } = await start(command, "--proxy-port", "7", "--port=0");
  expect([code, ended]).toEqual([0, ["started 7 200", "ended, mock still answers 200"]]);
  const told = JSON.parse(out) as Record<string, string>;
  expect(told).toMatchObject({ event: "listening", proxyUrl: "http://127.0.0.1:7", caFile: "ca.pem" });
  await expect(fetch(`${told["oidcUrl"]}/device`)).rejects.toThrow("fetch failed");
});

test("a wrong proxy port is 2", async () => {
  const command = proxyCommand(() => Promise.reject(new Error("not reached")));
  expect((await start(command, "--proxy-port", "x")).code).toBe(2);
  expect((await start(command, "--port", "x")).code).toBe(2);
});
