import { expect, test } from "vitest";
import { rememberingAnswer, scriptedHosts } from "../test/support/scripted-host.ts";
import { startScriptedService } from "../test/support/scripted-secret-service.ts";
import { systemKeyStore } from "./system-key-store.ts";

test.each([
  ["darwin", "keytar"],
  ["win32", "keytar"],
  ["linux", "the Secret Service"],
  ["freebsd", "the Secret Service"],
] as const)("%s: %s", async (platform, adapter) => {
  const { hosts, startHost } = scriptedHosts(rememberingAnswer());
  const bus = await startScriptedService();
  const store = systemKeyStore({ service: "test", environment: bus.environment, startHost, platform });
  await store.set("a", "value");
  expect(await store.get("a")).toBe("value");
  expect([hosts.length > 0, bus.calls.length > 0]).toEqual([
    adapter === "keytar",
    adapter === "the Secret Service",
  ]);
  await store.close?.();
});
