/** The mock as a whole: where it is, its seed, its clock. */

import { z } from "zod";
import type { MockIdentityCenter } from "../../mock-identity-center.ts";
import { seedSchema } from "../../seed/seed-schema.ts";
import type { Seed } from "../../seed/seed.ts";
import { addressSchema } from "../address.ts";
import type { MockAddress } from "../address.ts";
import { durationSchema, parseDuration } from "../duration.ts";
import { route } from "../route.ts";
import type { Route } from "../route.ts";
import { named, time } from "../schemas.ts";

const seed = named("Seed", seedSchema);
const seedWithoutPasswords = named(
  "SeedWithoutPasswords",
  z.looseObject({
    instances: z.array(z.looseObject({ users: z.array(z.looseObject({ password: z.never().optional() })) })),
  }),
);

const clockState = named(
  "Clock",
  z.strictObject({ now: time, epochMilliseconds: z.number(), frozen: z.boolean() }),
);
const clockChange = named(
  "ClockChange",
  z
    .strictObject({
      set: z.union([z.number(), z.iso.datetime({ offset: true })]).optional(),
      advance: z.union([z.number().meta({ description: "Milliseconds" }), durationSchema]).optional(),
      freeze: z.literal(true).optional(),
      resume: z.literal(true).optional(),
    })
    .refine((change) => Object.keys(change).length > 0, "expected set, advance, freeze or resume")
    .refine(
      ({ set, advance }) => set === undefined || advance === undefined,
      "expected one of set and advance",
    )
    .refine(({ freeze, resume }) => !(freeze && resume), "expected one of freeze and resume")
    .meta({ description: "Freezes first and resumes last, whatever the order in the document" }),
);

export const worldRoutes: readonly Route[] = [
  route("GET /address", {
    name: "getAddress",
    summary: "Where the mock is, and whom to sign in for; also tells whether it is alive",
    answer: addressSchema,
    run: addressOf,
  }),
  route("GET /seed", {
    name: "getSeed",
    summary: "The world as it is now, after every edit; without passwords unless they are asked for",
    query: { passwords: z.enum(["include", "omit"]).optional() },
    answer: z.union([seed, seedWithoutPasswords]),
    run: (mock, { query }) => (query.passwords === "include" ? mock.seed : withoutPasswords(mock.seed)),
  }),
  route("PUT /seed", {
    name: "loadSeed",
    summary: "Replaces the whole world; everything issued, logged and scripted is forgotten",
    body: seed,
    refusals: ["SEED_INVALID"],
    run: (mock, { body }) => mock.load(body),
  }),
  route("POST /reset", {
    name: "reset",
    summary: "Back to the seed loaded last, with everything forgotten and the clock where it is",
    run: (mock) => mock.reset(),
  }),
  route("GET /clock", { name: "getClock", summary: "The mock's time", answer: clockState, run: timeOf }),
  route("POST /clock", {
    name: "changeClock",
    summary: "Sets, advances, freezes or resumes the mock's time",
    body: clockChange,
    answer: clockState,
    refusals: ["CLOCK_INVALID"],
    run: (mock, { body }) => {
      const { set, advance } = body;
      if (body.freeze) mock.clock.freeze();
      if (set !== undefined) mock.clock.set(typeof set === "number" ? set : new Date(set));
      if (advance !== undefined) mock.clock.advance(lengthOf(advance));
      if (body.resume) mock.clock.resume();
      return timeOf(mock);
    },
  }),
];

function addressOf(mock: MockIdentityCenter): MockAddress {
  const { oidcUrl, portalUrl, stsUrl, bedrockUrl, controlUrl, startUrl, region, accountId, roleName } = mock;
  const addresses = { oidcUrl, portalUrl, stsUrl, bedrockUrl, controlUrl };
  const authority = mock.caFile === undefined ? {} : { caFile: mock.caFile };
  return { ...addresses, startUrl, region, accountId, roleName, ...authority };
}

function timeOf({ clock }: MockIdentityCenter): z.infer<typeof clockState> {
  const epochMilliseconds = clock.now();
  return { now: new Date(epochMilliseconds).toISOString(), epochMilliseconds, frozen: clock.frozen };
}

function withoutPasswords(whole: Seed): z.infer<typeof seedWithoutPasswords> {
  return {
    ...whole,
    instances: whole.instances.map((instance) => ({
      ...instance,
      users: instance.users.map((user) => ({ ...user, password: undefined })),
    })),
  };
}

/** The clock refuses what is not a number. */
function lengthOf(duration: number | string): number {
  return typeof duration === "number" ? duration : (parseDuration(duration) ?? Number.NaN);
}
