/**
 * The last look at an address before the operating system opens it. The sign-in has checked the one it asks for already;
 * this holds for whatever else ever calls.
 */
import { portalPartition } from "@latchkey/aws-partitions";

const MAXIMUM_LENGTH = 4096;

/**
 * Whether an address may be opened: https on the default port of an AWS access portal, without user name or password, in
 * visible ASCII.
 *
 * @param standIns origins of a stand-in for AWS; empty in a packaged app.
 */
export function mayOpenExternally(address: string, standIns: readonly string[]): boolean {
  if (address.length > MAXIMUM_LENGTH || !/^[\x21-\x7e]+$/.test(address) || /[\\"'<>^`{|}]/.test(address))
    return false;
  if (!URL.canParse(address)) return false;
  const url = new URL(address);
  if (url.username !== "" || url.password !== "") return false;
  if (/^https?:$/.test(url.protocol) && standIns.includes(url.origin)) return true;
  if (url.protocol !== "https:" || url.port !== "" || url.hostname.endsWith(".")) return false;
  return portalPartition(url.hostname) !== undefined;
}

/** @throws {Error} for an address that may not be opened; the message does not have it. */
export function guardedOpen(
  open: (address: string) => Promise<void>,
  standIns: readonly string[],
): (address: string) => Promise<void> {
  return async (address) => {
    if (!mayOpenExternally(address, standIns)) throw new Error("This address may not be opened in a browser");
    await open(address);
  };
}
