import { describe, expect, it } from "vitest";
import { mintCredentials } from "../src/main/session/mint-credentials.ts";
import type { SignInState } from "../src/main/sign-in/sign-in-state.ts";
import { lockedKeyStore, POLICY, rehearse, USER } from "./support/rehearsal.ts";

const operations = (requests: readonly { readonly operation: string }[], name: string): number =>
  requests.filter(({ operation }) => operation === name).length;

describe("a device sign-in", () => {
  it("shows the code before anything opens, and ends signed in once it is approved", async () => {
    await using app = await rehearse();
    const states: string[] = [];
    const services = await app.services();
    const signIn = app.signIn(services, (state) => {
      states.push(state.state);
      if (state.state === "code") app.mock.approve(state.userCode, USER);
    });
    expect(await signIn.run()).toEqual({
      state: "success",
      assignment: "confirmed",
      accountId: POLICY.inferenceBedrockSsoAccountId,
      roleName: POLICY.inferenceBedrockSsoRoleName,
    });
    expect(states).toEqual(["starting", "code", "success"]);
    expect((await services.store.read()).status).toBe("found");
  });

  it("opens the browser only when asked, with an address that carries the code shown", async () => {
    const opened: string[] = [];
    let openedBeforeTheCode: number | undefined;
    await using app = await rehearse({ openExternal: async (uri) => void opened.push(uri) });
    const services = await app.services();
    const signIn = app.signIn(services, (state) => {
      if (state.state === "code") {
        openedBeforeTheCode = opened.length;
        void signIn.openBrowser();
      }
      if (state.state === "waiting") app.mock.approve(state.userCode, USER);
    });
    await signIn.run();
    expect(openedBeforeTheCode).toBe(0);
    expect(opened).toHaveLength(1);
    expect(opened[0]).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/device\?user_code=[B-Z]{4}-[B-Z]{4}$/);
  });

  it("says so when the browser does not open, and still ends signed in", async () => {
    await using app = await rehearse({ openExternal: () => Promise.reject(new Error("no browser")) });
    const states: string[] = [];
    const signIn = app.signIn(await app.services(), (state) => {
      states.push(state.state);
      if (state.state === "code") void signIn.openBrowser();
      if (state.state === "browser-failed") app.mock.approve(state.userCode, USER);
    });
    expect((await signIn.run()).state).toBe("success");
    expect(states).toContain("browser-failed");
  });

  it("ends as denied when the person declines, and stores nothing", async () => {
    await using app = await rehearse();
    const services = await app.services();
    const signIn = app.signIn(services, (state) => {
      if (state.state === "code") app.mock.deny(state.userCode);
    });
    expect((await signIn.run()).state).toBe("denied");
    expect((await services.store.read()).status).toBe("absent");
  });

  it("uses the client registration of an earlier sign-in again", async () => {
    await using app = await rehearse();
    const services = await app.signInOnce();
    await services.store.remove();
    await app.signInOnce();
    expect(operations(app.mock.requests(), "RegisterClient")).toBe(1);
  });

  it("replaces a registration that Identity Center no longer knows, once", async () => {
    await using app = await rehearse();
    const services = await app.services();
    const registration = await services.flow.registerClient({ clientName: "Latchkey" });
    await services.store.writeRegistration({ ...registration, clientId: "forgotten-by-identity-center" });
    await app.signInOnce();
    expect(operations(app.mock.requests(), "RegisterClient")).toBe(2);
  });

  it("gives up on an Identity Center that refuses every registration, and keeps none of them", async () => {
    await using app = await rehearse();
    const services = await app.services();
    await services.store.writeRegistration(await services.flow.registerClient({ clientName: "Latchkey" }));
    const flow = {
      ...services.flow,
      startDeviceAuthorization: () => Promise.resolve({ status: "registration-rejected" as const }),
    };
    expect((await app.signIn({ ...services, flow }).run()).state).toBe("blocked");
    expect(await services.store.readRegistration()).toBeUndefined();
  });

  it("stays at its end when the browser reports back late", async () => {
    const browser = Promise.withResolvers<void>();
    await using app = await rehearse({ openExternal: () => browser.promise });
    const opening: Promise<void>[] = [];
    const signIn = app.signIn(await app.services(), (state) => {
      if (state.state !== "code") return;
      opening.push(signIn.openBrowser());
      app.mock.approve(state.userCode, USER);
    });
    await signIn.run();
    browser.resolve();
    await Promise.all(opening);
    expect(signIn.state.state).toBe("success");
  });

  it("refuses to open an address that is not AWS's, and does not poll", async () => {
    await using app = await rehearse();
    const { endpoints } = app.settings;
    if (endpoints === undefined) throw new Error("a rehearsal has endpoints");
    const services = await app.services({ endpoints: { ...endpoints, verificationOrigins: [] } });
    const end: SignInState = await app.signIn(services).run();
    expect(end.state).toBe("config-error");
    expect(operations(app.mock.requests(), "CreateToken")).toBe(0);
  });

  it("ends as a server error when Identity Center cannot be reached", async () => {
    await using app = await rehearse();
    const services = await app.services();
    await app.mock.close();
    expect((await app.signIn(services).run()).state).toBe("server-error");
  });

  it("says when the sign-in could not be stored, and holds it for this run", async () => {
    await using app = await rehearse();
    const services = await app.services({ keyStore: lockedKeyStore });
    const signIn = app.signIn(services, (state) => {
      if (state.state === "code") app.mock.approve(state.userCode, USER);
    });
    expect((await signIn.run()).state).toBe("keychain");
    expect(await mintCredentials(services)).toMatchObject({ status: "issued", refreshed: false });
    app.clock.advance(3_600_000);
    expect(await mintCredentials(services)).toMatchObject({ status: "issued", refreshed: true });
    await services.keeper.end();
    expect(await mintCredentials(services)).toEqual({ status: "sign-in-needed", reason: "first-use" });
    expect((await app.start()).screen).toMatchObject({ name: "sign-in", reason: "first-use" });
  });
});

describe("a connection that fails while the person decides", () => {
  it("shows offline, then what was shown before, and still ends signed in", async () => {
    await using app = await rehearse();
    const services = await app.services();
    const flow = {
      ...services.flow,
      pollForToken: (...[request, options]: Parameters<typeof services.flow.pollForToken>) => {
        const report = (outcome: "transport-error" | "authorization_pending"): void =>
          request.onAttempt?.({ attempt: 1, outcome, nextPollInSeconds: 1 });
        report("transport-error");
        report("transport-error");
        report("authorization_pending");
        return services.flow.pollForToken(request, options);
      },
    };
    const states: string[] = [];
    const signIn = app.signIn({ ...services, flow }, (state) => {
      states.push(state.state);
      if (state.state === "code" && states.includes("offline")) app.mock.approve(state.userCode, USER);
    });
    expect((await signIn.run()).state).toBe("success");
    expect(states).toEqual(["starting", "code", "offline", "code", "success"]);
  });
});
