/** What the menu lets a person do, on every system; the developer tools are for development. */
import type { MenuItemConstructorOptions } from "electron";
import { describe, expect, test, vi } from "vitest";
import { setMenu } from "./menu.ts";

const set = vi.hoisted(() => [] as unknown[]);

vi.mock("electron", () => ({
  Menu: {
    buildFromTemplate: (items: unknown) => items,
    setApplicationMenu: (menu: unknown) => void set.push(menu),
  },
}));

const PLATFORMS = ["darwin", "linux", "win32"] as const;
/** Each brings reloading or the developer tools. */
const FOR_DEVELOPMENT = ["viewMenu", "reload", "forceReload", "toggleDevTools"];

function rolesOf(items: readonly MenuItemConstructorOptions[]): readonly string[] {
  return items.flatMap(({ role, submenu }) => [
    ...(role === undefined ? [] : [role]),
    ...(Array.isArray(submenu) ? rolesOf(submenu) : []),
  ]);
}

function roles(platform: NodeJS.Platform, isPackaged: boolean): readonly string[] {
  setMenu({ platform, isPackaged, openConfiguration: () => undefined });
  return rolesOf(set.at(-1) as MenuItemConstructorOptions[]);
}

describe.each(PLATFORMS)("on %s", (platform) => {
  test("a packaged app's menu has no reloading and no developer tools", () => {
    const all = roles(platform, true);
    expect(all).toContain("zoomIn");
    expect(all.filter((role) => FOR_DEVELOPMENT.includes(role))).toEqual([]);
  });

  test("an app in development has the developer tools", () => {
    expect(roles(platform, false)).toContain("toggleDevTools");
  });
});
