/** The steps of a sequence, as plain data: they say which of the things at hand to use, counted from the newest. */

import * as fc from "fast-check";
import { accounts, assignments, roles, seconds, userNames } from "./world.ts";
import { deviceCodeGrant } from "./model.ts";

/** 0 for the newest of what there is. */
type Pick = number;
type By = "its own" | "another";

export type Step =
  | { readonly do: "register"; readonly scoped: boolean; readonly grants: readonly string[] | undefined }
  | { readonly do: "start"; readonly client: Pick }
  | { readonly do: "approve"; readonly device: Pick; readonly userName: string }
  | { readonly do: "deny"; readonly device: Pick }
  /** Start, approve and a first poll in one: by single steps alone too few sequences get as far as tokens. */
  | { readonly do: "sign in"; readonly client: Pick; readonly userName: string }
  | { readonly do: "poll"; readonly device: Pick; readonly by: By; readonly afterMs: number }
  | { readonly do: "refresh"; readonly token: Pick; readonly by: By }
  | {
      readonly do: "credentials";
      readonly token: Pick;
      readonly accountId: string;
      readonly role: (typeof roles)[number];
    }
  | { readonly do: "accounts"; readonly token: Pick }
  | { readonly do: "identity"; readonly keys: Pick }
  | { readonly do: "converse"; readonly keys: Pick }
  | { readonly do: "logout"; readonly token: Pick }
  | { readonly do: "revoke"; readonly session: Pick }
  | { readonly do: "enable"; readonly userName: string; readonly enabled: boolean }
  | { readonly do: "assign"; readonly assignment: number; readonly assigned: boolean }
  | { readonly do: "advance"; readonly ms: number }
  /** Moves the clock to the end of something, or next to it, and uses the thing there. */
  | { readonly do: "edge"; readonly of: Ending; readonly thing: Pick; readonly offsetMs: -1 | 0 | 1 };

export type Ending = "device code" | "access token" | "session" | "keys" | "registration";

/** The newest far more often than older ones: chance alone would rarely follow a sign-in to its end. */
const pick: fc.Arbitrary<Pick> = fc.oneof(
  { weight: 6, arbitrary: fc.constant(0) },
  { weight: 3, arbitrary: fc.nat({ max: 3 }) },
  { weight: 1, arbitrary: fc.nat({ max: 30 }) },
);
const by: fc.Arbitrary<By> = fc.constantFrom("its own", "its own", "its own", "another");
const grants = fc.constantFrom<readonly string[] | undefined>(
  undefined,
  undefined,
  [deviceCodeGrant, "refresh_token"],
  [deviceCodeGrant],
  [deviceCodeGrant],
  ["refresh_token"],
);

const pause = fc.oneof(
  { weight: 8, arbitrary: fc.integer({ min: 1000, max: 600_000 }) },
  { weight: 3, arbitrary: fc.integer({ min: 1000, max: 2 * seconds.session * 1000 }) },
  { weight: 1, arbitrary: fc.integer({ min: 1000, max: seconds.registration * 1000 }) },
);
const ending = fc.oneof(
  { weight: 15, arbitrary: fc.constantFrom<Ending>("device code", "access token", "session", "keys") },
  { weight: 1, arbitrary: fc.constant<Ending>("registration") },
);
const offset = fc.constantFrom<-1 | 0 | 1>(0, -1, 1);
const patience = fc.constantFrom(0, 1, 2500, 2500, 4999, 5000, 5001);

const arbitraries: {
  readonly [Name in Step["do"]]: readonly [number, fc.Arbitrary<Omit<Step & { do: Name }, "do">>];
} = {
  register: [2, fc.record({ scoped: fc.constantFrom(true, true, true, false), grants })],
  start: [5, fc.record({ client: pick })],
  approve: [5, fc.record({ device: pick, userName: fc.constantFrom("ada", "ada", "grace", "carol") })],
  deny: [1, fc.record({ device: pick })],
  "sign in": [6, fc.record({ client: pick, userName: fc.constantFrom("ada", "grace") })],
  poll: [12, fc.record({ device: pick, by, afterMs: patience })],
  refresh: [9, fc.record({ token: pick, by })],
  credentials: [
    14,
    fc.record({ token: pick, accountId: fc.constantFrom(...accounts), role: fc.constantFrom(...roles) }),
  ],
  accounts: [5, fc.record({ token: pick })],
  identity: [5, fc.record({ keys: pick })],
  converse: [6, fc.record({ keys: pick })],
  logout: [1, fc.record({ token: pick })],
  revoke: [1, fc.record({ session: pick })],
  enable: [
    2,
    fc.record({ userName: fc.constantFrom(...userNames), enabled: fc.constantFrom(true, true, false) }),
  ],
  assign: [2, fc.record({ assignment: fc.nat({ max: assignments.length - 1 }), assigned: fc.boolean() })],
  advance: [4, fc.record({ ms: pause })],
  edge: [5, fc.record({ of: ending, thing: pick, offsetMs: offset })],
};

const step = fc.oneof(
  ...Object.entries(arbitraries).map(([name, [weight, arbitrary]]) => ({
    weight,
    arbitrary: (arbitrary as fc.Arbitrary<object>).map((details) => ({ do: name, ...details }) as Step),
  })),
);

const first: Step = { do: "register", scoped: true, grants: undefined };

/** Each begins with a client, without which nothing would happen. */
export const sequences: fc.Arbitrary<readonly Step[]> = fc
  .array(step, { maxLength: 90, size: "max" })
  .map((steps) => [first, ...steps]);
