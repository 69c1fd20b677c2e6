import { createLog } from "../log.ts";
import { expect, test, vi } from "vitest";
import { sandboxProxy, useProxyOf } from "./network.ts";

const network = vi.hoisted(() => ({ configs: [] as unknown[], asked: [] as string[], answer: "DIRECT" }));

vi.mock("electron", () => ({
  session: {
    defaultSession: {
      setProxy: async (config: unknown) => void network.configs.push(config),
      resolveProxy: async (address: string) => {
        network.asked.push(address);
        return network.answer;
      },
    },
  },
}));

const lines: string[] = [];
const log = createLog({ level: "debug", destination: { write: (line) => void lines.push(line) } });

test("the policy's proxy is set, and the log has its kind alone", async () => {
  const value = "http://proxy.example.com:3128";
  const entry = { key: "egressProxyUrl", status: "ok", value } as never;
  await useProxyOf({ entries: [entry] } as never, log);
  await useProxyOf({ entries: [] } as never, log);
  expect(network.configs).toEqual([{ mode: "fixed_servers", proxyRules: value }, { mode: "system" }]);
  expect(lines.join("")).toContain("fixed_servers");
  expect(lines.join("")).not.toContain("proxy.example.com");
});

test("a session's address is resolved when it starts; a kind that a sandbox cannot use is said in the log", async () => {
  const proxyFor = sandboxProxy(log);
  const address = new URL("https://bedrock-runtime.us-west-2.amazonaws.com");
  network.answer = "PROXY proxy.example.com:3128";
  expect(await proxyFor(address)).toMatchObject({ https: "http://proxy.example.com:3128" });
  network.answer = "SOCKS5 proxy.example.com:1080";
  expect(await proxyFor(address)).toBeUndefined();
  expect(lines.join("")).toContain("goes out directly");
  expect(network.asked).toEqual([address.href, address.href]);
});
