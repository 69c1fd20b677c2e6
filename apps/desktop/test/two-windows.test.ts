import { expect, it } from "vitest";
import { rehearse } from "./support/rehearsal.ts";

it("two windows that find the access token ended refresh it once, and both have the new one", async () => {
  await using app = await rehearse();
  const [one, other] = [await app.signInOnce(), await app.services()];
  app.clock.advance(3_600_000);
  const since = app.mock.lastRequest;
  const results = await Promise.all([one.keeper.accessToken(), other.keeper.accessToken()]);
  expect(results).toMatchObject([{ status: "usable" }, { status: "usable" }]);
  expect(app.mock.requests({ since, operation: "CreateToken" })).toHaveLength(1);
});
