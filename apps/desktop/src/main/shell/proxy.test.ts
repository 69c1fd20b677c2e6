import { describe, expect, test } from "vitest";
import { decodePolicy, readPolicy } from "@latchkey/policy-reader";
import type { PolicySource } from "@latchkey/policy-reader";
import { proxyOfPolicy, sandboxProxyOf } from "./proxy.ts";

const PROXY = "http://proxy.example.com:3128";
const PAC = "https://proxy.example.com/proxy.pac";

async function proxyOf(values: Readonly<Record<string, unknown>>) {
  const bytes = new TextEncoder().encode(JSON.stringify(values));
  const source: PolicySource = {
    name: "a policy",
    scope: "machine",
    read: async () => ({ status: "read", format: "json", ...read(bytes) }),
  };
  return proxyOfPolicy(await readPolicy([source]));
}

function read(bytes: Uint8Array) {
  const decoded = decodePolicy(bytes, { name: "a policy", format: "json" });
  if (decoded.status !== "read") throw new Error(decoded.status);
  return { entries: decoded.entries, diagnostics: decoded.diagnostics };
}

describe("the policy's proxy", () => {
  test.each([
    ["none: the system's", {}, { mode: "system" }],
    ["a proxy", { egressProxyUrl: PROXY }, { mode: "fixed_servers", proxyRules: PROXY }],
    ["a file", { egressProxyPacUrl: PAC }, { mode: "pac_script", pacScript: PAC }],
    [
      "both: the proxy",
      { egressProxyUrl: PROXY, egressProxyPacUrl: PAC },
      { mode: "fixed_servers", proxyRules: PROXY },
    ],
    [
      "one that is not valid: the system's",
      { egressProxyUrl: "http://user:secret@proxy.example.com" },
      { mode: "system" },
    ],
  ])("%s", async (_, values, expected) => {
    expect(await proxyOf(values)).toEqual(expected);
  });
});

describe("a session's way out", () => {
  const http = { http: PROXY, https: PROXY };
  const tls = { http: "https://proxy.example.com:443", https: "https://proxy.example.com:443" };
  test.each([
    ["DIRECT", undefined],
    ["", undefined],
    ["PROXY proxy.example.com:3128", http],
    [" PROXY proxy.example.com:3128 ; DIRECT", http],
    ["HTTPS proxy.example.com:443;DIRECT", tls],
    ["SOCKS5 proxy.example.com:1080", "unsupported"],
    ["QUIC proxy.example.com:443", "unsupported"],
    ["PROXY", "unsupported"],
  ])("%s", (resolved, expected) => {
    expect(sandboxProxyOf(resolved)).toEqual(expected);
  });
});
