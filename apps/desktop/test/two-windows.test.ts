import { expect, it } from "vitest";
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

it.each([
  ["first", [0, 1]],
  ["last", [1, 0]],
] as const)(
  "two windows sign in at once, and the one that began first is approved %s: what is kept can be refreshed",
  async (_, order) => {
    await using app = await rehearse();
    const codes = [Promise.withResolvers<string>(), Promise.withResolvers<string>()];
    const begin = async (index: number) => {
      const signIn = app.signIn(await app.services(), (state) => {
        if (state.state === "code") codes[index]?.resolve(state.userCode);
      });
      const end = signIn.run();
      await codes[index]?.promise;
      return end;
    };
    const ends = [0, 1].map(begin);
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
