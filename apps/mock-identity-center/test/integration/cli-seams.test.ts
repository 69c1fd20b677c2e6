/** The commands that are given their work from outside: what they read, and what they hand over. */

import { expect, test } from "vitest";
import { endpointsJsonCommand } from "../../src/cli/endpoints-json.ts";
import { proxyCommand } from "../../src/cli/proxy.ts";
import { start } from "../support/command.ts";
import { startRig } from "../support/rig.ts";

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
