import { expect, test } from "vitest";
import { mockClock } from "../../core/clock.ts";
import { systemRandom } from "../../core/random.ts";
import { buildSeed, defaultSeed } from "../../seed/default-seed.ts";
import { World } from "../../world/world.ts";
import { Federation } from "./federation.ts";

const other = buildSeed({
  startUrl: "https://globex.awsapps.com/start",
  region: "eu-west-1",
  accountId: "123456789012",
  roleName: "Role",
  bedrockModels: [],
});
const parts = {
  clock: mockClock({ now: () => 0 }),
  random: systemRandom(),
  publicUrl: (): string => "http://mock.invalid",
  verificationBase: undefined,
};
const { context } = new World(
  { ...parts, signatureNow: () => 0, keptEvents: 1 },
  { ...defaultSeed, instances: [...defaultSeed.instances, ...other.instances] },
);
const [directory, otherDirectory] = context.directories;
const visitor = { id: "a browser", csrfToken: "", signedIn: undefined, setCookie: {} };
const details = { directory, userName: "ada.lovelace", destination: "/start" };

test("an answer that another instance's provider signed is refused", () => {
  const federation = new Federation(context);
  const user = directory.user("ada.lovelace");
  if (user === undefined || otherDirectory === undefined) throw new Error("the seed has two instances");
  const request = federation.begin(visitor, details);
  const foreign = federation.assert({ ...request, directory: otherDirectory }, user);
  expect(federation.accept(visitor, foreign)).toMatchObject({
    status: "refused",
    reason: expect.stringMatching(/not signed/),
  });
  expect(federation.accept(visitor, federation.assert(request, user)).status).toBe("accepted");
});

test("of more than a thousand requests that wait, the oldest give way", () => {
  const federation = new Federation(context);
  const requests = Array.from({ length: 1002 }, () => federation.begin(visitor, details));
  const waiting = requests.filter(({ id }) => federation.waiting(id, directory) !== undefined);
  expect(waiting).toEqual(requests.slice(2));
});
