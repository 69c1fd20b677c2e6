import { expect, it } from "vitest";
import type { SsoServices } from "../src/main/compose.ts";
import { rehearse, USER } from "./support/rehearsal.ts";

it("two windows that find the access token ended refresh it once, and both have the new one", async () => {
  await using app = await rehearse();
  const [one, other] = [await app.signInOnce(), await app.services()];
  app.clock.advance(3_600_000);
  const since = app.mock.lastRequest;
  const results = await Promise.all([one.keeper.accessToken(), other.keeper.accessToken()]);
  expect(results).toMatchObject([{ status: "usable" }, { status: "usable" }]);
  expect(app.mock.requests({ since, operation: "CreateToken" })).toHaveLength(1);
});

/** A window that looked for a registration before the other one had stored its own, so that both register. */
function lookedTooEarly({ store, ...rest }: SsoServices): SsoServices {
  let looks = 0;
  const readRegistration = async () => ((looks += 1) === 1 ? undefined : store.readRegistration());
  return { ...rest, store: { ...store, readRegistration } };
}

it.each([
  ["first", [0, 1]],
  ["last", [1, 0]],
] as const)(
  "two windows sign in at once, and the one that began first is approved %s: what is kept can be refreshed",
  async (_, order) => {
    await using app = await rehearse();
    const codes = [Promise.withResolvers<string>(), Promise.withResolvers<string>()];
    const [one, other] = [await app.services(), await app.services()];
    const begin = async (index: number, services: SsoServices) =>
      app
        .signIn(services, (state) => {
          if (state.state === "code") codes[index]?.resolve(state.userCode);
        })
        .run();
    const first = begin(0, one);
    await expect.poll(() => one.store.readRegistration()).toBeDefined();
    const ends = [first, begin(1, lookedTooEarly(other))];
    const userCodes = await Promise.all(codes.map(({ promise }) => promise));
    for (const index of order) {
      app.mock.approve(userCodes[index] ?? "", USER);
      expect((await ends[index])?.state).toBe("success");
    }
    app.clock.advance(3_600_000);
    const { keeper } = await app.services();
    expect(await keeper.accessToken()).toMatchObject({ status: "usable", refreshed: true });
  },
);
