/** The configuration window of a running app: opened as a person opens it, and asked as its page asks. */
import type { Page } from "playwright-core";
import type { ConfigurationBridge } from "../../src/shared/configuration-contract.ts";
import type { Desktop } from "../desktop.ts";

/** Developer → Configure third-party inference… */
export async function chooseInMenu(desktop: Desktop): Promise<void> {
  await desktop.evaluate(({ Menu }) => {
    const developer = Menu.getApplicationMenu()?.items.find(({ label }) => label === "Developer");
    const submenu = developer?.submenu;
    // Electron's own menu has its items in another menu; a template has them in a list.
    const items = Array.isArray(submenu) ? submenu : (submenu as unknown as { items: never[] }).items;
    (items[0] as { click: () => void } | undefined)?.click();
  });
}

export async function openConfiguration(desktop: Desktop): Promise<Page> {
  const opening = desktop.page.context().waitForEvent("page");
  await chooseInMenu(desktop);
  const page = await opening;
  await page.waitForFunction(() => "latchkey" in window);
  return page;
}

/** Calls one function of the window's bridge; rejects with the code of a failure. */
export async function ask<Name extends Exclude<keyof ConfigurationBridge, `on${string}`>>(
  page: Page,
  name: Name,
  ...input: Parameters<ConfigurationBridge[Name]>
): Promise<Extract<Awaited<ReturnType<ConfigurationBridge[Name]>>, { status: "done" }>["value"]> {
  const answer = await page.evaluate(
    ([name, input]) => {
      const bridge = window.latchkey as unknown as Record<string, (...input: unknown[]) => Promise<unknown>>;
      return bridge[name]?.(...input);
    },
    [name as string, input as unknown[]] as const,
  );
  const { status, value, error } = answer as { status: string; value: never; error?: { code: string } };
  if (status !== "done") throw new Error(error?.code);
  return value;
}
