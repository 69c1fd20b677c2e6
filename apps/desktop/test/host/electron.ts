/**
 * What `electron` resolves to in the Chromium host. Importing a name that is not here fails at once; using a member that is
 * not emulated throws its name.
 */
export { app } from "./app.ts";
export { HostWindow as BrowserWindow } from "./browser-window.ts";
export { ipcMain } from "./ipc-main.ts";
export { protocol } from "./protocol.ts";
export { record } from "./record.ts";
export { safeStorage } from "./safe-storage.ts";
export { checkPermission, session } from "./session.ts";
export { clipboard, dialog, Menu, net, powerMonitor, shell, utilityProcess } from "./small-modules.ts";
