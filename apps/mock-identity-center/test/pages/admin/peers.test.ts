/** The administrator's pages open on the machine of the mock, and nowhere else. */

import { expect, test } from "vitest";
import { mockClock } from "../../../src/core/clock.ts";
import { Core } from "../../../src/core/core.ts";
import { systemRandom } from "../../../src/core/random.ts";
import { RequestJournal } from "../../../src/core/request-journal.ts";
import { FaultBook } from "../../../src/faults/fault-book.ts";
import { defaultSeed } from "../../../src/index.ts";
import { World } from "../../../src/world/world.ts";

const publicUrl = (): string => "http://mock.invalid";

function startCore(): Core {
  const parts = {
    clock: mockClock(),
    random: systemRandom(),
    signatureNow: Date.now,
    publicUrl,
    verificationBase: undefined,
    keptEvents: 10,
  };
  return new Core(new World(parts, defaultSeed), new RequestJournal(10, undefined), new FaultBook());
}

const request = {
  method: "GET",
  target: "/admin",
  headers: { host: "127.0.0.1:4566" },
  body: new Uint8Array(),
};

test.for(["/admin", "/admin/d-9067abcdef/users", "/admin/d-0000000000"])(
  "%s is refused to another machine, the portal is not",
  (target) => {
    const core = startCore();
    const peer = { ...request, remoteAddress: "192.0.2.7" };
    const refused = core.handle({ ...peer, target });
    expect([refused.status, refused.body]).toEqual([403, expect.stringContaining("Not from this machine")]);
    expect(core.handle({ ...peer, target, remoteAddress: "::ffff:127.0.0.1" }).status).not.toBe(403);
    expect(core.handle({ ...peer, target: "/signin" }).status).toBe(200);
  },
);

test.for([
  ["evil.example", 403],
  ["evil.example:4566", 403],
  ["localhost:4566", 303],
  ["[::1]:4566", 303],
  ["mock.invalid", 303],
] as const)(
  "under the name %s the answer is %d: a page whose name leads here is still a foreign page",
  ([host, status]) => {
    const reply = startCore().handle({ ...request, headers: { host }, remoteAddress: "127.0.0.1" });
    expect(reply.status).toBe(status);
  },
);
