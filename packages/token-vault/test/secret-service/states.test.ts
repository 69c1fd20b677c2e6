import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { ADAPTERS } from "./support/adapters.ts";
import { runProgram } from "./support/run-program.ts";
import type { Instruction } from "./support/run-program.ts";
import { startSecretService, startSessionBus } from "./support/secret-service.ts";
import type { SecretService } from "./support/secret-service.ts";

const NO_SERVICE = {
  state: "unavailable",
  message: expect.stringMatching(/Install and start one .* sign in to your desktop again/) as unknown,
};

describe.each(ADAPTERS)("%s", (adapter) => {
  /** What the app answered: within 5 s, and ended within 2 s more by itself. */
  const resultOf = async (
    { directory }: SecretService,
    environment: Readonly<Record<string, string>>,
    action: Instruction["action"],
  ): Promise<unknown> => {
    const instruction = { adapter, action, directory: join(directory, "vault"), token: "aoaAAAAAG-states" };
    const { result, answeredAfterMs, endedAfterMs, exitCode } = await runProgram(environment, instruction);
    expect(answeredAfterMs).toBeLessThan(5_000);
    expect(endedAfterMs).toBeLessThan(2_000);
    expect(exitCode).toBe(0);
    return result;
  };

  test("no session bus: unavailable", async () => {
    const service = await startSecretService();
    const { PATH = "", HOME = "" } = service.environment;
    expect(await resultOf(service, { PATH, HOME }, "probe")).toEqual(NO_SERVICE);
  });

  test("a session bus that is gone: unavailable", async () => {
    const service = await startSecretService();
    const gone = { ...service.environment, DBUS_SESSION_BUS_ADDRESS: `unix:path=${service.directory}/none` };
    expect(await resultOf(service, gone, "probe")).toEqual(NO_SERVICE);
  });

  test("a session bus without a Secret Service: unavailable", async () => {
    const service = await startSessionBus();
    expect(await resultOf(service, service.environment, "probe")).toEqual(NO_SERVICE);
  });

  test("a keyring that stayed locked after a wrong password: locked, for the probe, a read and a write; later the sign-in is still there", async () => {
    const service = await startSecretService();
    const run = (action: Instruction["action"]): Promise<unknown> =>
      resultOf(service, service.environment, action);
    expect(await run("put")).toBe("put");
    await service.stopDaemon();
    await service.startDaemon("another password");
    expect(await run("probe")).toEqual({
      state: "locked",
      message: expect.stringMatching(/is locked\. Unlock it with your password and try again\./) as unknown,
    });
    const locked = { code: "VAULT_KEY_STORE", state: "locked" };
    expect(await run("get")).toEqual(locked);
    expect(await run("put")).toEqual(locked);
    await service.stopDaemon();
    await service.startDaemon("the password");
    expect(await run("get")).toEqual({ isSame: true });
  });

  test("a daemon without a login keyring: unavailable, with the way to get one", async () => {
    const service = await startSessionBus();
    await service.startDaemon(undefined);
    expect(await resultOf(service, service.environment, "probe")).toMatchObject({
      state: "unavailable",
      message: expect.stringMatching(/There is no login keyring yet\. .*try again\./) as unknown,
    });
  });

  test("a daemon that is frozen: frozen, with what to do", async () => {
    const service = await startSecretService();
    service.freezeDaemon();
    expect(await resultOf(service, service.environment, "probe")).toEqual({
      state: "frozen",
      message: expect.stringMatching(/did not answer within 4000 ms\. .*Then try again\./) as unknown,
    });
  });
});
