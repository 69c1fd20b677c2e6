/** The network as Electron knows it: its stack for the app's requests, and the proxy that leads there. */
import { session } from "electron";
import type { PolicySnapshot } from "@latchkey/policy-reader";
import type { AppSettings } from "../app-settings.ts";
import type { Log } from "../log.ts";
import { proxyOfPolicy, sandboxProxyOf } from "../shell/proxy.ts";

/** Before the first request under this policy. */
export async function useProxyOf(snapshot: PolicySnapshot, log: Log): Promise<void> {
  const config = proxyOfPolicy(snapshot);
  log.info({ mode: config.mode }, "proxy chosen");
  await session.defaultSession.setProxy(config);
}

export function sandboxProxy(log: Log): NonNullable<AppSettings["proxyFor"]> {
  return async (address) => {
    const proxy = sandboxProxyOf(await session.defaultSession.resolveProxy(address.href));
    if (proxy !== "unsupported") return proxy;
    log.warn({}, "a session cannot go through this kind of proxy, and goes out directly");
    return undefined;
  };
}
