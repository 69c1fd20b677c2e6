/** `env` against a running mock. */

import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import { env } from "../../src/cli/env.ts";
import { clientEnvironment, configFile, formatEnvironment } from "../../src/index.ts";
import type { ClientAddress } from "../../src/index.ts";
import { start } from "../support/command.ts";
import { startRig } from "../support/rig.ts";
import type { Rig } from "../support/rig.ts";

function addressOf({ mock }: Rig): ClientAddress {
  const { oidcUrl, portalUrl, stsUrl, bedrockUrl, startUrl, region, accountId, roleName } = mock;
  return { oidcUrl, portalUrl, stsUrl, bedrockUrl, startUrl, region, accountId, roleName };
}

test("env prints what points a client of that kind at the running mock", async () => {
  await using rig = await startRig();
  const of = async (...args: readonly string[]): Promise<string> =>
    (await start(env, "--url", rig.mock.url, ...args)).out;
  const variables = clientEnvironment("aws-cli", rig.mock);
  expect(await of("--client", "aws-cli")).toBe(formatEnvironment(variables, "sh"));
  expect(await of("--client", "aws-cli", "--form", "dotenv")).toBe(formatEnvironment(variables, "dotenv"));
  expect(await of("--client", "boto3", "--form", "config")).toBe(configFile(rig.mock));
  expect(await of("--client", "boto3", "--form", "legacy-config")).toBe(configFile(rig.mock, "legacy"));
});

test("env leads a client through the proxy of a mock that serves TLS", async () => {
  await using rig = await startRig({ tls: true });
  const { url, caFile = "" } = rig.mock;
  const way = ["--proxy-url", "http://127.0.0.1:5", "--ca-file", caFile];
  const { out } = await start(env, "--url", url, "--client", "go", "--form", "json", ...way);
  const address = { ...addressOf(rig), proxyUrl: "http://127.0.0.1:5", caFile };
  expect(JSON.parse(out)).toEqual(clientEnvironment("go", address));
});

test("env for a client that needs a proxy is 2 without one, saying so", async () => {
  await using rig = await startRig();
  const { code, out, err } = await start(env, "--client", "aws-cli-old", "--url", rig.mock.url);
  expect([code, out]).toEqual([2, ""]);
  expect(err).toContain("endpointsFolder");
});

test.for([
  [[], "--client expects one of sdk-js, "],
  [["--client", "rust"], "--client expects one of sdk-js, "],
  [["--client", "go", "--form", "xml"], "--form expects one of sh, "],
] as const)("env %s is 2", async ([args, reason]) => {
  const { code, out, err } = await start(env, ...args);
  expect([code, out]).toEqual([2, ""]);
  expect(err).toContain(reason);
});

test("an answer that is not a mock's address is 1", async () => {
  const server = createServer((_, response) => response.end(JSON.stringify({ oidcUrl: 7 })));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const { code, out, err } = await start(env, "--client", "go", "--url", url);
  expect([code, out]).toEqual([1, ""]);
  expect(err).toContain("not a mock-identity-center of this version");
  server.close();
});
