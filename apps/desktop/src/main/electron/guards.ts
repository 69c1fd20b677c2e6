/** What no page may do, whatever window it is in: leave, open windows, embed, download, or be asked for a permission. */
import type { App, Session } from "electron";
import type { Log } from "../log.ts";

/** Before `ready`, so that no contents come to be without them. */
export function guardContents(app: App, log: Log): void {
  const refused = (what: string): void => log.warn({ what }, "a page was refused something");
  const refuse = (what: string) => (event: { preventDefault(): void }) => {
    event.preventDefault();
    refused(what);
  };
  app.on("web-contents-created", (_event, contents) => {
    contents.on("will-navigate", refuse("navigation"));
    contents.on("will-frame-navigate", refuse("navigation of a frame"));
    contents.on("will-redirect", refuse("redirect"));
    contents.on("will-attach-webview", refuse("webview"));
    contents.setWindowOpenHandler(() => {
      refused("window");
      return { action: "deny" };
    });
  });
}

export function denyPermissions(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
}

/** A file of the app's is saved by the main process, where its dialog says; a page saves none. */
export function denyDownloads(session: Session, log: Log): void {
  session.on("will-download", (event) => {
    event.preventDefault();
    log.warn({ what: "download" }, "a page was refused something");
  });
}
