/** What a test puts in place of the operating system, in either host: on Electron's own modules, which the app calls. */
import type { Desktop, ElectronModule } from "../desktop.ts";

declare global {
  /** In the main process: addresses that the app opened. */
  var opened: string[] | undefined;
  /** In the main process: how often the app brought its window to the front. */
  var focused: number | undefined;
  /** In the main process: how often a page has loaded since a test began to count. */
  var loaded: number | undefined;
  /** In the main process: how many windows a page has opened since a test began to count. */
  var created: number | undefined;
  /** In the main process: the network's own `fetch`, while it is cut. */
  var connected: ElectronModule["net"]["fetch"] | undefined;
}

/** From now on an address is kept in place of being opened. */
export function keepOpened(desktop: Desktop): Promise<void> {
  return desktop.evaluate(({ shell }) => {
    globalThis.opened = [];
    shell.openExternal = async (url) => void globalThis.opened?.push(url);
  });
}

export function openedBy(desktop: Desktop): Promise<readonly string[]> {
  return desktop.evaluate(() => globalThis.opened ?? []);
}

/** As where no browser is installed. */
export function refuseToOpen(desktop: Desktop): Promise<void> {
  return desktop.evaluate(({ shell }) => {
    shell.openExternal = () => Promise.reject(new Error("No application is registered for this address"));
  });
}

export function clipboardOf(desktop: Desktop): Promise<string> {
  return desktop.evaluate(({ clipboard }) => clipboard.readText());
}

/** As with the cable pulled: nothing is asked, nothing is answered. */
export function cutNetwork(desktop: Desktop): Promise<void> {
  return desktop.evaluate(({ net }) => {
    globalThis.connected = net.fetch.bind(net);
    net.fetch = () => Promise.reject(new Error("net::ERR_INTERNET_DISCONNECTED"));
  });
}

export function restoreNetwork(desktop: Desktop): Promise<void> {
  return desktop.evaluate(({ net }) => {
    if (globalThis.connected !== undefined) net.fetch = globalThis.connected;
  });
}

/** What the app asks to be started again with goes to a file, which outlives it; nothing is started. */
export function keepRelaunch(desktop: Desktop, file: string): Promise<void> {
  return desktop.evaluate(({ app }, path) => {
    app.relaunch = ({ args = [] } = {}) =>
      process.getBuiltinModule("node:fs").writeFileSync(path, JSON.stringify(args));
  }, file);
}

/** As a person who saves every file in this folder, under the name that the dialog begins with. */
export function saveEverythingIn(desktop: Desktop, folder: string): Promise<void> {
  return desktop.evaluate(({ dialog }, chosen) => {
    dialog.showSaveDialog = (...words: unknown[]) => {
      const { defaultPath } = words.at(-1) as { readonly defaultPath: string };
      return Promise.resolve({ canceled: false, filePath: `${chosen}/${defaultPath}` });
    };
  }, folder);
}

/** What the network says of hosts, by the beginning of their names; one of which nothing is said answers at once. */
export type HostAnswers = Readonly<Record<string, "silent" | "unknown">>;

export function answerFor(desktop: Desktop, hosts: HostAnswers): Promise<void> {
  return desktop.evaluate(({ net }, answers) => {
    net.fetch = (address, { signal } = {}) => {
      const { host } = new URL(typeof address === "string" ? address : address.url);
      const answer = Object.entries(answers).find(([start]) => host.startsWith(start))?.[1];
      if (answer === undefined) return Promise.resolve(new Response(null, { status: 403 }));
      if (answer === "unknown") return Promise.reject(new Error("net::ERR_NAME_NOT_RESOLVED"));
      return new Promise((_, reject) =>
        signal?.addEventListener("abort", () => reject(signal.reason as Error)),
      );
    };
  }, hosts);
}
