import { join } from "node:path";
import { expect, test } from "vitest";
import { runProgram } from "./support/run-program.ts";
import type { Instruction } from "./support/run-program.ts";
import { startSecretService, startSessionBus } from "./support/secret-service.ts";
import type { SecretService } from "./support/secret-service.ts";

const resultOf = async (
  { directory }: SecretService,
  environment: Readonly<Record<string, string>>,
  action: Instruction["action"],
): Promise<unknown> => {
  const instruction = { action, directory: join(directory, "vault"), token: "aoaAAAAAG-states" };
  return (await runProgram(environment, instruction)).result;
};

test("no session bus: unavailable", async () => {
  const service = await startSecretService();
  const { PATH = "", HOME = "" } = service.environment;
  expect(await resultOf(service, { PATH, HOME }, "probe")).toMatchObject({ state: "unavailable" });
});

test("a session bus that is gone: unavailable", async () => {
  const service = await startSecretService();
  const gone = { ...service.environment, DBUS_SESSION_BUS_ADDRESS: `unix:path=${service.directory}/none` };
  expect(await resultOf(service, gone, "probe")).toMatchObject({ state: "unavailable" });
});

test("a session bus without a Secret Service: unavailable", async () => {
  const service = await startSessionBus();
  expect(await resultOf(service, service.environment, "probe")).toMatchObject({ state: "unavailable" });
});

test("a keyring that stayed locked: locked, for the probe, a read and a write; later the sign-in is still there", async () => {
  const service = await startSecretService();
  const run = (action: Instruction["action"]): Promise<unknown> =>
    resultOf(service, service.environment, action);
  expect(await run("put")).toBe("put");
  await service.stopDaemon();
  await service.startDaemon("another password");
  expect(await run("probe")).toMatchObject({
    state: "locked",
    message: expect.stringContaining("Unlock") as unknown,
  });
  const locked = { code: "VAULT_KEY_STORE", state: "locked" };
  expect(await run("get")).toEqual(locked);
  expect(await run("put")).toEqual(locked);
  await service.stopDaemon();
  await service.startDaemon("the password");
  expect(await run("get")).toEqual({ isSame: true });
});
