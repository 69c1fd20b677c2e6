/** Every request of a page: asks the app before it navigates, lets the app answer its own scheme, refuses the rest. */
import type { Protocol } from "devtools-protocol";
import { handlerOf } from "./protocol.ts";
import { record } from "./record.ts";
import { fromWire } from "./wire-address.ts";
import type { Session } from "./chromium.ts";
import type { HostContents } from "./web-contents.ts";

export async function onRequest(
  contents: HostContents,
  page: Session,
  { requestId, request, resourceType, frameId }: Protocol.Fetch.RequestPausedEvent,
): Promise<void> {
  const address = fromWire(request.url);
  const fail = (errorReason: Protocol.Network.ErrorReason): Promise<void> =>
    page.send("Fetch.failRequest", { requestId, errorReason });
  if (resourceType === "Document" && !mayNavigate(contents, frameId, request.url, address))
    return fail("Aborted");
  const handler = handlerOf(new URL(address).protocol.slice(0, -1));
  if (handler === undefined) {
    // Tests are offline; a test can assert that this stays empty.
    record.network.push(address);
    return fail("InternetDisconnected");
  }
  const response = await handler(
    new Request(address, {
      method: request.method,
      headers: request.headers,
      ...(request.postData === undefined ? {} : { body: request.postData }),
    }),
  );
  await page.send("Fetch.fulfillRequest", {
    requestId,
    responseCode: response.status,
    responseHeaders: [...response.headers].map(([name, value]) => ({ name, value })),
    body: Buffer.from(await response.arrayBuffer()).toString("base64"),
  });
}

/** Raises Electron's events for navigations that the app did not start and that are no reload. */
function mayNavigate(contents: HostContents, frameId: string, wireUrl: string, url: string): boolean {
  const isMainFrame = frameId === contents.mainFrame.frameId;
  if (isMainFrame && (wireUrl === contents.loading || url === contents.mainFrame.url.replace(/#.*/, "")))
    return true;
  let isPrevented = false;
  const event = {
    url,
    isMainFrame,
    isSameDocument: false,
    preventDefault: () => {
      isPrevented = true;
    },
  };
  if (isMainFrame) contents.emit("will-navigate", event, url);
  contents.emit("will-frame-navigate", event);
  return !isPrevented;
}
