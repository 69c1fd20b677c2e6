import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { ADAPTERS, keyStoreOf } from "./support/adapters.ts";
import { startSecretService } from "./support/secret-service.ts";

const PAIRS = ADAPTERS.flatMap((from) =>
  ADAPTERS.filter((to) => to !== from).map((to) => [from, to] as const),
);

test.each(PAIRS)("what %s stored, %s finds, replaces and deletes", async (from, to) => {
  const { environment } = await startSecretService();
  const [writer, reader] = [keyStoreOf(from, { environment }), keyStoreOf(to, { environment })];
  await writer.set("account", "zwei €\u{1f511}");
  expect(await reader.get("account")).toBe("zwei €\u{1f511}");
  await reader.set("account", "second");
  expect(await writer.get("account")).toBe("second");
  // Replaced, so one deletion leaves nothing behind.
  expect(itemsOn(environment)).toHaveLength(1);
  expect([await reader.delete("account"), await writer.get("account")]).toEqual([true, undefined]);
  expect(itemsOn(environment)).toEqual([]);
  await writer.close?.();
  await reader.close?.();
});

test("the keychain shows the same label, attributes and content type for both", async () => {
  const { environment } = await startSecretService();
  const shown: unknown[] = [];
  for (const adapter of ADAPTERS) {
    const store = keyStoreOf(adapter, { environment });
    await store.set("account", "value");
    const [item = ""] = itemsOn(environment);
    shown.push([property(environment, item, "Label"), property(environment, item, "Attributes")]);
    await store.delete("account");
    await store.close?.();
  }
  expect(shown[0]).toEqual(shown[1]);
  expect(JSON.stringify(shown[1])).toMatch(
    /latchkey-test\/account.*xdg:schema.*org\.freedesktop\.Secret\.Generic/,
  );
});

type Environment = Readonly<Record<string, string>>;
const LOGIN = "/org/freedesktop/secrets/collection/login";

/** With a client of its own, which shares no code with either adapter. */
function property(env: Environment, path: string, name: string): string {
  const kind = path === LOGIN ? "Collection" : "Item";
  const words = ["--session", "--print-reply", "--dest=org.freedesktop.secrets", path];
  const method = "org.freedesktop.DBus.Properties.Get";
  const what = [`string:org.freedesktop.Secret.${kind}`, `string:${name}`];
  const reply = execFileSync("dbus-send", [...words, method, ...what], { env, encoding: "utf8" });
  return reply.slice(reply.indexOf("\n"));
}

function itemsOn(env: Environment): readonly string[] {
  return [...property(env, LOGIN, "Items").matchAll(/object path "([^"]+)"/g)].map(([, path = ""]) => path);
}
