/** One sign-in at a time. */
import { describe, expect, it } from "vitest";
import { rehearse, USER } from "./support/rehearsal.ts";

describe("a second sign-in", () => {
  it("ends the first one, whose code cannot be approved into a sign-in any more", async () => {
    await using app = await rehearse();
    const services = await app.services();
    let firstCode = "";
    const shown = Promise.withResolvers<void>();
    const first = app.signIn(services, (state) => {
      if (state.state !== "code") return;
      firstCode = state.userCode;
      shown.resolve();
    });
    const firstEnd = first.run();
    await shown.promise;
    const second = app.signIn(services, (state) => {
      if (state.state === "starting") app.mock.approve(firstCode, USER);
      if (state.state === "code") app.mock.deny(state.userCode);
    });
    expect((await second.run()).state).toBe("denied");
    expect(await firstEnd).toEqual({ state: "cancelled" });
    expect((await services.store.read()).status).toBe("absent");
  });

  it("after the first one's end finds nothing to cancel", async () => {
    await using app = await rehearse();
    const services = await app.services();
    const first = app.signIn(services, (state) => {
      if (state.state === "code") app.mock.approve(state.userCode, USER);
    });
    await first.run();
    const second = app.signIn(services, (state) => {
      if (state.state === "code") app.mock.deny(state.userCode);
    });
    await second.run();
    expect([first.state.state, second.state.state]).toEqual(["success", "denied"]);
    expect((await services.store.read()).status).toBe("found");
  });
});
