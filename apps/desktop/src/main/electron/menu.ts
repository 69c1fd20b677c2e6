/** The application's menu: what every desktop app has, so that copying, zooming and quitting work, and Developer. */
import { Menu } from "electron";
import type { MenuItemConstructorOptions } from "electron";

export interface MenuOptions {
  readonly platform: NodeJS.Platform;
  readonly isPackaged: boolean;
  readonly openConfiguration: () => void;
}

export function setMenu(options: MenuOptions): void {
  Menu.setApplicationMenu(Menu.buildFromTemplate(templateOf(options)));
}

function templateOf({ platform, isPackaged, openConfiguration }: MenuOptions): MenuItemConstructorOptions[] {
  return [
    ...(platform === "darwin" ? [{ role: "appMenu" } as const] : []),
    { role: "fileMenu" },
    { role: "editMenu" },
    { label: "View", submenu: viewItems(isPackaged) },
    { role: "windowMenu" },
    {
      label: "Developer",
      submenu: [
        {
          label: "Configure third-party inference…",
          accelerator: "CmdOrCtrl+Shift+,",
          click: () => openConfiguration(),
        },
      ],
    },
  ];
}

/** Electron's own menu of that name also has reloading and the developer tools, which are for development. */
function viewItems(isPackaged: boolean): MenuItemConstructorOptions[] {
  return [
    { role: "resetZoom" },
    { role: "zoomIn" },
    { role: "zoomOut" },
    { type: "separator" },
    { role: "togglefullscreen" },
    ...(isPackaged ? [] : [{ type: "separator" } as const, { role: "toggleDevTools" } as const]),
  ];
}
