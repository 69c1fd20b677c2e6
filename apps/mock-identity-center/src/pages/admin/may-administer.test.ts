import { expect, test } from "vitest";
import type { Call } from "../../core/wire.ts";
import { mayAdminister } from "./may-administer.ts";

const from = (remoteAddress: string | undefined): Call => ({
  request: { method: "GET", target: "/admin", headers: {}, body: new Uint8Array(), remoteAddress },
  path: "/admin",
  query: new URLSearchParams(),
  requestId: "a request",
  note: { operation: "Page" },
});

test.for([undefined, "127.0.0.1", "127.8.8.8", "::1", "::ffff:127.0.0.1"])("%s may administer", (address) => {
  expect(mayAdminister(from(address))).toBe(true);
});

test.for(["192.0.2.1", "10.0.0.1", "::ffff:192.0.2.1", "2001:db8::1", "fe80::1", "127.evil"])(
  "%s may not",
  (address) => {
    expect(mayAdminister(from(address))).toBe(false);
  },
);
