import { expect, test } from "vitest";
import { addressBytes } from "./address-bytes.ts";

test.for([
  ["127.0.0.1", "7f000001"],
  ["255.0.16.2", "ff001002"],
  ["::", "00000000000000000000000000000000"],
  ["::1", "00000000000000000000000000000001"],
  ["2001:db8::ff00:42", "20010db80000000000000000ff000042"],
  ["1:2:3:4:5:6:7:8", "00010002000300040005000600070008"],
  ["fe80::", "fe800000000000000000000000000000"],
  ["::ffff:192.0.2.1", "00000000000000000000ffffc0000201"],
] as const)("%s", ([address, hex]) => {
  expect(Buffer.from(addressBytes(address)).toString("hex")).toBe(hex);
});
