/**
 * Row 17 of the security table: who may call. A call that is let through may do what it asks for, so each test has an
 * app of its own.
 */
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { configurationInvokes } from "../src/shared/configuration-contract.ts";
import { invokes } from "../src/shared/contract.ts";
import type { Desktop } from "./desktop.ts";
import { openConfiguration } from "./support/configuration.ts";
import { beginJourney, untilStarted } from "./support/journey.ts";
import type { Journey } from "./support/journey.ts";

const CHANNELS = { index: Object.keys(invokes), configuration: Object.keys(configurationInvokes) };

/** Another window with everything that the window of this page has. */
async function openStranger(desktop: Desktop, name: keyof typeof CHANNELS): Promise<Page> {
  const opening = desktop.page.context().waitForEvent("page");
  await desktop.evaluate(async ({ BrowserWindow }, name) => {
    const model = BrowserWindow.getAllWindows().find(({ webContents }) =>
      webContents.getURL().includes(name),
    );
    const webPreferences = model?.webContents.getLastWebPreferences() ?? {};
    await new BrowserWindow({ webPreferences }).loadURL(`app://shell/${name}.html`);
  }, name);
  const other = await opening;
  await other.waitForFunction(() => "latchkey" in window);
  return other;
}

async function launch(journey: Journey): Promise<Desktop> {
  const desktop = await journey.launch();
  await untilStarted(desktop);
  return desktop;
}

test("row 17: neither window may call the other's channels", async () => {
  await using journey = await beginJourney();
  const desktop = await launch(journey);
  await openConfiguration(desktop);
  const codes = await desktop.evaluate(async ({ BrowserWindow, ipcMain }, channels) => {
    const { handlers } = ipcMain as unknown as {
      handlers: Map<
        string,
        (event: unknown, input: unknown) => Promise<{ status: string; error?: { code: string } }>
      >;
    };
    const call = async (page: string, channel: string): Promise<string | undefined> => {
      const window = BrowserWindow.getAllWindows().find(({ webContents }) =>
        webContents.getURL().includes(page),
      );
      const senderFrame = { url: `app://shell/${page}.html`, parent: null };
      const answer = await handlers.get(channel)?.({ sender: window?.webContents, senderFrame }, {});
      return answer?.error?.code ?? answer?.status;
    };
    return Promise.all([
      ...channels.configuration.map((channel) => call("index", channel)),
      ...channels.index.map((channel) => call("configuration", channel)),
      call("index", "app:get-state"),
      call("configuration", "configuration:get-state"),
    ]);
  }, CHANNELS);
  const others = [...CHANNELS.configuration, ...CHANNELS.index].map(() => "forbidden");
  // The same way of asking gets an answer where it is allowed.
  expect(codes).toEqual([...others, "done", "done"]);
});

test.each(["index", "configuration"] as const)(
  "row 17: another window with the page and the preload script of %s is refused, whatever it asks",
  async (name) => {
    await using journey = await beginJourney();
    const desktop = await launch(journey);
    await openConfiguration(desktop);
    const stranger = await openStranger(desktop, name);
    const answers = await stranger.evaluate(async () => {
      const bridge = window.latchkey as unknown as Record<
        string,
        () => Promise<{ status: string; error?: { code: string } }>
      >;
      const names = Object.keys(bridge).filter((name) => !name.startsWith("on"));
      const asked = names.map(async (name) => [name, (await bridge[name]?.())?.error?.code]);
      return Object.fromEntries(await Promise.all(asked)) as Record<string, string | undefined>;
    });
    expect(Object.keys(answers)).toHaveLength(CHANNELS[name].length);
    expect(Object.entries(answers).filter(([, code]) => code !== "forbidden")).toEqual([]);
  },
);
