/** IP addresses as certificates hold them: 4 or 16 bytes. */

import { isIPv4 } from "node:net";

/** @param address - A valid address; an IPv6 one may be short (`::1`) or end in an IPv4 one. */
export function addressBytes(address: string): Uint8Array {
  if (isIPv4(address)) return Uint8Array.from(address.split("."), Number);
  // A URL writes every IPv6 address in one way, without an IPv4 end.
  const [head = "", tail] = new URL(`http://[${address}]`).hostname.slice(1, -1).split("::");
  const [before, after] = [groupsOf(head), groupsOf(tail ?? "")];
  const gap = Array.from({ length: tail === undefined ? 0 : 8 - before.length - after.length }, () => 0);
  return Uint8Array.from([...before, ...gap, ...after].flatMap((group) => [group >> 8, group & 0xff]));
}

function groupsOf(text: string): number[] {
  return text === "" ? [] : text.split(":").map((group) => Number.parseInt(group, 16));
}
