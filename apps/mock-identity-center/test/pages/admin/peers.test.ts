/** The administrator's pages open on the machine of the mock, and nowhere else. */

import { expect, test } from "vitest";
import { mockClock } from "../../../src/core/clock.ts";
import { Core } from "../../../src/core/core.ts";
import { systemRandom } from "../../../src/core/random.ts";
import { Ring } from "../../../src/core/ring.ts";
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
  return new Core(new World(parts, defaultSeed), new Ring(10), new FaultBook());
}

test.for(["/admin", "/admin/d-9067abcdef/users", "/admin/d-0000000000"])(
  "%s is refused to another machine, the portal is not",
  (target) => {
    const core = startCore();
    const request = { method: "GET", headers: {}, body: new Uint8Array(), remoteAddress: "192.0.2.7" };
    const refused = core.handle({ ...request, target });
    expect([refused.status, refused.body]).toEqual([403, expect.stringContaining("Not from this machine")]);
    expect(core.handle({ ...request, target, remoteAddress: "127.0.0.1" }).status).not.toBe(403);
    expect(core.handle({ ...request, target: "/signin" }).status).toBe(200);
  },
);
