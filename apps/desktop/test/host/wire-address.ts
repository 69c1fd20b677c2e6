/**
 * A scheme of the app's own cannot be registered in a stock Chromium. `app://shell/x` travels as
 * `https://shell.app.host.invalid/x`, is answered by the app's handler, and is mapped back before the app sees it.
 */
const SUFFIX = "host.invalid";
const BROWSERS_OWN = /^(?:https?|file|data|blob|about|javascript|devtools):$/;

export function toWire(address: string): string {
  const { protocol, host, pathname, search, hash } = new URL(address);
  if (BROWSERS_OWN.test(protocol)) return address;
  return `https://${host}.${protocol.slice(0, -1)}.${SUFFIX}${pathname}${search}${hash}`;
}

export function fromWire(address: string): string {
  const match = /^https:\/\/(.+)\.([a-z][a-z0-9+-]*)\.host\.invalid(\/.*)?$/.exec(address);
  return match === null ? address : `${match[2]}://${match[1]}${match[3] ?? "/"}`;
}
