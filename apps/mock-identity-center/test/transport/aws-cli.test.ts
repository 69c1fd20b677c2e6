/** `aws sso login` of Debian's AWS CLI, led to the mock in the two ways that its age allows. */

import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { endpointsJson, startConnectProxy, startMockIdentityCenter } from "../../src/index.ts";
import type { MockIdentityCenter } from "../../src/index.ts";
import { awsCli } from "../support/aws-cli.ts";
import type { AwsCli } from "../support/aws-cli.ts";

/** Answers with what `aws sts get-caller-identity` printed after it. */
async function signIn(
  mock: MockIdentityCenter,
  cli: AwsCli,
  environment: Readonly<Record<string, string>>,
): Promise<string> {
  // The CLI polls twice in a row before it waits; the first answer is held back so that the second is not early.
  mock.faults.add({ operation: "CreateToken", kind: "delay", ms: 1050 });
  let approved = false;
  const login = await cli.run(["sso", "login", "--no-browser"], environment, (output) => {
    const userCode = /^[A-Z]{4}-[A-Z]{4}$/m.exec(output)?.[0];
    if (userCode === undefined || approved) return;
    approved = true;
    mock.approve(userCode, "ada.lovelace");
  });
  expect(login).toMatchObject({ code: 0, output: expect.stringContaining("Successfully logged") as string });
  return (await cli.run(["sts", "get-caller-identity"], environment)).output;
}

test.concurrent("AWS_DATA_PATH with endpointsJson, cleartext", { timeout: 60_000 }, async () => {
  await using mock = await startMockIdentityCenter();
  await using cli = await awsCli(mock);
  const data = join(cli.home, "data");
  await mkdir(data);
  await writeFile(join(data, "endpoints.json"), endpointsJson(mock.url, [mock.region]));
  expect(await signIn(mock, cli, { AWS_DATA_PATH: data })).toContain(`"Account": "${mock.accountId}"`);
  // A service and a region that the mock does not have: the call ends there all the same.
  await cli.run(["lambda", "list-functions", "--region", "eu-west-1"], { AWS_DATA_PATH: data });
  expect(mock.requests().at(-1)).toMatchObject({ operation: "Unknown", status: 404 });
});

test.concurrent("HTTPS_PROXY and AWS_CA_BUNDLE, real host names", { timeout: 60_000 }, async () => {
  await using mock = await startMockIdentityCenter({ tls: true });
  await using proxy = await startConnectProxy({ mock });
  await using cli = await awsCli(mock);
  const environment = { HTTPS_PROXY: proxy.url, AWS_CA_BUNDLE: mock.caFile ?? "" };
  expect(await signIn(mock, cli, environment)).toContain(`"Account": "${mock.accountId}"`);
});
