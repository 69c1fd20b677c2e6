/** Bugs in the app's core: the keeper, the store, minting, and the device sign-in. */
import type { Mutant } from "../mutant.ts";
import { mutantsOf } from "../mutant.ts";

const signIn = (name: string): string => `apps/desktop/src/main/sign-in/${name}.ts`;
const project = "desktop";
const kept = { project, tests: ["test/kept-sign-in", "test/vectors"] };
const flow = { project, tests: ["test/sign-in.test", "test/vectors/sign-in-flow"] };
const out = { project, tests: ["test/sign-out"] };

export const desktop: readonly Mutant[] = [
  ...mutantsOf(signIn("access-token"), kept, [
    {
      name: "refresh-at-the-last-moment",
      find: "REFRESH_WHEN_LEFT_MS = 5 * 60_000",
      replace: "REFRESH_WHEN_LEFT_MS = 0",
      breaks: "a session starts with a token that ends at once",
    },
    {
      name: "window-one-second-off",
      find: ">= REFRESH_WHEN_LEFT_MS",
      replace: "> REFRESH_WHEN_LEFT_MS + 1_000",
      breaks: "the boundary of the refresh window moves",
    },
    {
      name: "refused-token-used-again",
      find: "!wasRefused && signIn.tokens",
      replace: "signIn.tokens",
      breaks: "a token that the portal refused is offered again",
    },
    {
      name: "ended-token-used",
      find: "signIn.tokens.expiresAt.getTime() > clock.now();",
      replace: "signIn.tokens.expiresAt.getTime() > 0;",
      breaks: "a token that has ended is offered during an outage",
    },
  ]),
  ...mutantsOf(signIn("refresh-in-turn"), kept, [
    {
      name: "rotated-token-not-stored",
      find: "await store.write(renewed);",
      replace: "",
      breaks: "the next refresh presents a spent token",
    },
    {
      name: "outage-signs-out",
      find: 'return stillUsable(signIn, force, clock) ?? { status: "unavailable", cause };',
      replace: 'return await endSignIn(services, "outage");',
      breaks: "offline signs the person out",
    },
    {
      name: "no-look-under-the-lock",
      find: "if (isRenewed && isFresh(read.signIn, clock)) return",
      replace: "if (isRenewed && read.signIn === undefined) return",
      breaks: "two windows refresh twice",
      killedBy: { project, tests: ["test/two-windows"] },
    },
    {
      name: "ended-sign-in-stays",
      find: "await store.remove().catch(",
      replace: "await Promise.resolve().catch(",
      breaks: "a refresh token is presented after invalid_grant",
    },
    {
      name: "foreign-registration",
      find: "if (registration?.clientId !== signIn.clientId) return undefined;",
      replace: "if (registration === undefined) return undefined;",
      breaks: "a refresh token is presented with another client",
    },
    {
      name: "sign-out-undone",
      find: 'if (ended.aborted || read.status === "absent") return SIGNED_OUT;',
      replace: "",
      breaks: "a refresh under way brings a sign-in back after signing out",
      killedBy: out,
    },
  ]),
  ...mutantsOf(signIn("sign-in-keeper"), kept, [
    {
      name: "no-single-flight",
      find: "underWay ?? refresh(",
      replace: "refresh(",
      breaks: "callers at the same time each refresh",
    },
    {
      name: "refused-token-given-back",
      find: "if (!(force && !shared.isForced && isGivenBack)) return result;",
      replace: "return result;",
      breaks: "an outage makes a second 401, and that signs the person out",
      killedBy: { project, tests: ["test/keeper-races"] },
    },
    {
      name: "new-sign-in-shares-the-old-end",
      find: "underWay = undefined;\n      // Not knowing",
      replace: "// Not knowing",
      breaks: "a person who signed in anew is told to sign in",
      killedBy: { project, tests: ["test/keeper-races"] },
    },
    {
      name: "refused-removed-out-of-turn",
      find: "await store.exclusively(removeIfSame);",
      replace: "await removeIfSame();",
      breaks: "a sign-in that another process renews is deleted",
      killedBy: { project, tests: ["test/keeper-races"] },
    },
    {
      name: "refused-removed-whatever-is-there",
      find: 'if (read.status !== "found" || !isSame(read.signIn, token)) return;',
      replace: "",
      breaks: "a new sign-in is deleted for what the portal said of the old one",
      killedBy: { project, tests: ["test/gaps"] },
    },
    {
      name: "sign-out-keeps-it",
      find: "        await store.remove();\n      } finally {",
      replace: "      } finally {",
      breaks: "signing out leaves the tokens",
      killedBy: out,
    },
    {
      name: "sign-out-waits-for-the-refresh",
      find: "ended.abort();",
      replace: "",
      breaks: "signing out waits for an answer that may never come",
      killedBy: out,
    },
    {
      name: "first-credentials-only",
      find: "credentialsUntil === undefined || expiresAt > credentialsUntil",
      replace: "credentialsUntil === undefined",
      breaks: "the person is told too early an end",
      killedBy: { project, tests: ["test/remembered-sign-in"] },
    },
  ]),
  ...mutantsOf(signIn("sign-in-store"), kept, [
    {
      name: "unwritable-vault-loses-it",
      find: 'heldSignIn = written.status === "held" ? signIn : undefined;',
      replace: "heldSignIn = undefined;",
      breaks: "a rotated token is lost when the vault cannot be written",
    },
    {
      name: "held-sign-in-survives-sign-out",
      find: "async remove() {\n      heldSignIn = undefined;",
      replace: "async remove() {",
      breaks: "signing out leaves a sign-in in memory",
      killedBy: { project, tests: ["test/remembered-sign-in"] },
    },
    {
      name: "unreadable-is-absent",
      find: 'if (read.status === "unreadable") return { status: "unreadable", reason: read.reason };',
      replace: 'if (read.status === "unreadable") return { status: "absent" };',
      breaks: "the person is not told why they must sign in again",
    },
  ]),
  ...mutantsOf(signIn("sign-in-store"), { project, tests: ["test/keeper-races"] }, [
    {
      name: "unremovable-comes-back",
      find: 'if (isForgotten) return { status: "absent" };',
      replace: "",
      breaks: "a dead refresh token is presented for ever on a read-only disk",
    },
    {
      name: "unreadable-disk-throws",
      find: 'if (code === "VAULT_READ_FAILED") return',
      replace: 'if (code === "VAULT_LOCKED") return',
      breaks: "a disk that does not answer for a moment costs the new refresh token",
    },
    {
      name: "stuck-registration-stops-everything",
      find: 'log.warn({ code: error.code }, "the client registration could not be removed");',
      replace: "throw error;",
      breaks: "a read-only disk makes a dead registration for ever",
    },
  ]),
  ...mutantsOf("apps/desktop/src/main/sign-in/ask-with-token.ts", kept, [
    {
      name: "no-second-try-after-401",
      find: 'if (answer !== "session-ended") return answer;',
      replace:
        'if (answer !== "session-ended") return answer;\n  if (answer === "session-ended") return { status: "sign-in-needed", reason: "session-ended" };',
      breaks: "a 401 signs out although a refresh would do",
    },
    {
      name: "second-try-with-the-same-token",
      find: "keeper.accessToken({ force: true })",
      replace: "keeper.accessToken()",
      breaks: "the refused token is presented again",
    },
    {
      name: "second-401-keeps-it",
      find: "await keeper.endRefused(refreshed);",
      replace: "",
      breaks: "a dead sign-in is tried for ever",
    },
  ]),
  ...mutantsOf("apps/desktop/src/main/session/mint-credentials.ts", kept, [
    {
      name: "portal-outage-throws",
      find: 'if (cause instanceof RoleCredentialsError) return { status: "unavailable", cause };',
      replace: "",
      breaks: "an outage of the portal crashes a session start",
      killedBy: { project, tests: ["test/error-map", "test/kept-sign-in"] },
    },
  ]),
  ...mutantsOf(signIn("keep-sign-in"), { project, tests: ["test/cancelled", "test/gaps"] }, [
    {
      name: "success-not-stored",
      find: "const written = await store.write(signIn);",
      replace: 'const written = { status: "stored" } as SignInWrite;',
      breaks: "the sign-in is gone at the next start",
      killedBy: { project, tests: ["test/sign-in.test"] },
    },
    {
      name: "cancelled-takes-the-kept-one-along",
      find: 'await (before.status === "found" ? store.write(before.signIn) : store.remove());',
      replace: "await store.remove();",
      breaks: "a cancelled sign-in signs the person out",
    },
    {
      name: "cancelled-is-stored",
      find: "if (signal.aborted) await (before",
      replace: "if (Math.random() > 1) await (before",
      breaks: "a cancelled sign-in signs the person in",
    },
    {
      name: "no-turn-no-sign-in",
      find: "if (hasBegun) throw error;",
      replace: "throw error;",
      breaks: "a process that hangs with the lock keeps everybody from signing in",
    },
    {
      name: "unwanted-session-goes-on",
      find: "if (signal.aborted) await logOut(services, accessToken);",
      replace: "",
      breaks: "tokens of a cancelled sign-in stay valid at the portal",
    },
  ]),
  ...mutantsOf(signIn("keep-sign-in"), { project, tests: ["test/two-windows"] }, [
    {
      name: "registration-of-another-window",
      find: "if (stored?.clientId !== registration.clientId) await store.writeRegistration(registration);",
      replace: "",
      breaks: "a sign-in whose registration another window replaced ends after an hour",
    },
  ]),
  ...mutantsOf(signIn("device-sign-in"), flow, [
    {
      name: "registration-not-kept",
      find: "if (isNew) await keepRegistration(services, registration);\n  const result",
      replace: "const result",
      breaks: "after a declined sign-in the next one registers anew",
      killedBy: { project, tests: ["test/vectors/registration"] },
    },
    {
      name: "refused-address-opened",
      find: 'if (check.status === "safe")',
      replace:
        'if (check.status !== "safe") return { userCode, verificationUri: uri, verificationHost: "", expiresAt };\n    else',
      breaks: "an unchecked address reaches the operating system",
    },
    {
      name: "cancel-polls-on",
      find: 'cancellation.abort(new DOMException("The sign-in was cancelled", "AbortError"));',
      replace: "",
      breaks: "a cancelled sign-in goes on polling, and stores",
      killedBy: { project, tests: ["test/sign-in.test", "test/cancelled"] },
    },
    {
      name: "end-is-left",
      find: "if (isEnd(state)) return next;",
      replace: "",
      breaks: "a late browser takes the page away from its end",
    },
  ]),
  ...mutantsOf(signIn("start-authorization"), flow, [
    {
      name: "rejected-registration-stays",
      find: "await store.removeRegistration();",
      replace: "",
      breaks: "a registration that is refused is used again",
    },
    {
      name: "one-start-attempt",
      find: "const ATTEMPTS = 3;",
      replace: "const ATTEMPTS = 1;",
      breaks: "one lost connection fails a start",
      killedBy: { project, tests: ["test/sign-in-states", "test/sign-in-ends"] },
    },
    {
      name: "expired-registration-used",
      find: "cached !== undefined && isRegistrationUsable(cached, clock.now())",
      replace: "cached !== undefined",
      breaks: "K7: a registration that has ended starts a sign-in",
      killedBy: { project, tests: ["test/vectors"] },
    },
  ]),
  ...mutantsOf(signIn("follow-polling"), { project, tests: ["test/sign-in-states"] }, [
    {
      name: "offline-stays",
      find: 'if (state === "offline" || state === "server-error") enter({ state: before, ...code });',
      replace: "",
      breaks: "the page says offline while everything is well",
    },
  ]),
];
