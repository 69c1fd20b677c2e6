/** The story that `pnpm demo` tells: one policy file, seven steps, the mock of Identity Center embedded. */
import type { CloudTrailEvent, MockIdentityCenter } from "@latchkey/mock-identity-center";
import {
  approveInBrowser,
  buildSeed,
  defaultPassword,
  startMockIdentityCenter,
} from "@latchkey/mock-identity-center";
import { decideAuthMode, policyFileSource, readPolicy } from "@latchkey/policy-reader";
import { openTokenVault } from "@latchkey/token-vault";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { SsoDecision } from "../main/start-up.ts";
import { chooseKeychain } from "./keychain.ts";
import type { KeychainChoice } from "./keychain.ts";
import { relay } from "./launch.ts";
import type { LaunchEvent, LaunchOutcome, LaunchPlan } from "./launch.ts";
import type { DemoOptions } from "./options.ts";
import type { Reporter } from "./reporter.ts";

/** The person of the demo: the mock's test user. */
const PERSON = { userName: "ada.lovelace", password: defaultPassword };
const HOUR_MS = 3_600_000;

export interface DemoParts {
  readonly reporter: Reporter;
  readonly signal: AbortSignal;
  /** Starts the mock; a test keeps the handle. */
  readonly startMock?: typeof startMockIdentityCenter;
}

export type ExitCode = 0 | 1 | 2;

export async function runDemo(options: DemoOptions, parts: DemoParts): Promise<ExitCode> {
  const { reporter } = parts;
  const decision = await readThePolicy(options.policy, reporter);
  if (decision === undefined) return 2;
  using folder = dataFolder(options.keep);
  const keychain = await chooseKeychain(options.keychain, folder.path);
  if (keychain.status === "unusable") {
    reporter.problem("error", keychain.message);
    return 1;
  }
  reporter.note(keychain.line);
  const seed = buildSeed({
    startUrl: decision.startUrl,
    region: decision.ssoRegion,
    accountId: decision.accountId,
    roleName: decision.roleName,
    bedrockModels: decision.bedrock.models.map((model) => model.id),
    bedrockRegion: decision.bedrock.region,
    ...PERSON,
  });
  await using mock = await (parts.startMock ?? startMockIdentityCenter)({ seed });
  try {
    const story = new Story(options, parts, keychain, mock, folder.path);
    await story.signIn();
    await story.session();
    story.showEvent();
    await story.launchAgain();
    await story.launchWithExpiredToken();
    await story.launchAfterRevocation();
    reporter.step("done", {}, "Done.");
    return 0;
  } catch (error) {
    if (!(error instanceof DemoFailure)) throw error;
    if (!parts.signal.aborted) reporter.problem("error", error.message);
    return 1;
  } finally {
    if (options.keep === undefined) await forget(keychain, folder.path);
    await keychain.keyStore.close?.();
  }
}

async function readThePolicy(file: string, reporter: Reporter): Promise<SsoDecision | undefined> {
  const snapshot = await readPolicy([policyFileSource({ path: file })]);
  const [source] = snapshot.sources;
  const keys = snapshot.entries.map((entry) => entry.key);
  reporter.step(
    "policy",
    { file, status: source?.status, keys },
    `Policy ${file}: ${keys.length} keys (${source?.status}).`,
  );
  const decision = decideAuthMode(snapshot);
  reporter.step(
    "auth-mode",
    { mode: decision.mode, reason: decision.reason },
    `Auth mode ${decision.mode}: ${decision.reason}`,
  );
  if (source?.status === "absent") reporter.problem("error", `${file}: there is no such file`);
  for (const { severity, message } of decision.diagnostics) {
    if (severity !== "info") reporter.problem(severity, message);
  }
  if (decision.mode === "aws-sso") return decision;
  reporter.note("This demo shows AWS sign-in; it needs a policy whose auth mode is aws-sso.");
  return undefined;
}

/** A step of the story did not go as it must. */
class DemoFailure extends Error {}

class Story {
  readonly #options: DemoOptions;
  readonly #parts: DemoParts;
  readonly #keychain: KeychainChoice & { status: "chosen" };
  readonly #mock: MockIdentityCenter;
  readonly #dataFolder: string;
  #clockOffsetMs = 0;

  constructor(
    options: DemoOptions,
    parts: DemoParts,
    keychain: KeychainChoice & { status: "chosen" },
    mock: MockIdentityCenter,
    dataFolder: string,
  ) {
    this.#options = options;
    this.#parts = parts;
    this.#keychain = keychain;
    this.#mock = mock;
    this.#dataFolder = dataFolder;
  }

  async signIn(): Promise<void> {
    const outcome = await this.#launch("signs-in", (event) => this.#onSignInEvent(event));
    if (outcome.outcome !== "signed-in") throw unexpected("sign in", outcome);
    const { kind } = this.#keychain;
    this.#parts.reporter.step(
      "signed-in",
      { keychain: kind },
      "Signed in; the sign-in is stored encrypted. The app relaunches.",
    );
  }

  async session(): Promise<void> {
    const { reporter } = this.#parts;
    const outcome = await this.#launch("asks", (event) => {
      if (event.type === "credentials") {
        const { type: _, ...fields } = event;
        reporter.step(
          "credentials",
          fields,
          `Role credentials ${event.accessKeyId}, valid until ${event.expiresAt}.`,
        );
      } else if (event.type === "sandbox") {
        reporter.step(
          "sandbox",
          { sandbox: event.kind },
          `Worker ready (sandbox: ${event.kind}). Bedrock answers:`,
        );
      }
    });
    if (outcome.outcome !== "answered" || outcome.answer.status !== "answered")
      throw unexpected("get an answer", outcome);
    const { text, inputTokens, outputTokens } = outcome.answer;
    reporter.step(
      "answer",
      { text, inputTokens, outputTokens },
      `Answered (${inputTokens} tokens in, ${outputTokens} out).`,
    );
  }

  showEvent(): void {
    const event = this.#mock.events().find(({ eventName }) => eventName === "ConverseStream");
    if (event === undefined) throw new DemoFailure("no CloudTrail event was recorded for the Bedrock call");
    this.#parts.reporter.step(
      "cloudtrail",
      { record: event },
      `CloudTrail: ${event.eventName} by ${describeIdentity(event)}`,
    );
  }

  async launchAgain(): Promise<void> {
    const outcome = await this.#launch("looks");
    if (outcome.outcome !== "credentials" || outcome.refreshed) throw unexpected("stay signed in", outcome);
    this.#parts.reporter.step("second-launch", { browser: false }, "Second launch: signed in, no browser.");
  }

  async launchWithExpiredToken(): Promise<void> {
    this.#mock.clock.advance(HOUR_MS + 1);
    this.#clockOffsetMs += HOUR_MS + 1;
    const outcome = await this.#launch("looks");
    if (outcome.outcome !== "credentials" || !outcome.refreshed)
      throw unexpected("refresh the sign-in", outcome);
    this.#parts.reporter.step(
      "refreshed",
      { browser: false },
      "An hour later: access token expired, refreshed, no browser.",
    );
  }

  async launchAfterRevocation(): Promise<void> {
    for (const session of this.#mock.sessions()) this.#mock.revokeSession(session.id);
    const outcome = await this.#launch("looks");
    if (outcome.outcome !== "sign-in-page" || !outcome.cleared) throw unexpected("ask to sign in", outcome);
    const { reason, cleared } = outcome;
    this.#parts.reporter.step(
      "revoked",
      { reason, cleared },
      `Session deleted at Identity Center: the stored sign-in is cleared, the app asks to sign in (${reason}).`,
    );
  }

  async #launch(
    person: LaunchPlan["person"],
    onEvent?: (event: LaunchEvent) => void,
  ): Promise<LaunchOutcome> {
    const { policy, prompt, debug } = this.#options;
    const { oidcUrl: oidc, portalUrl: portal, bedrockUrl: bedrock, url } = this.#mock;
    const endpoints = { oidc, portal, bedrock, verificationOrigins: [new URL(url).origin] };
    const setup = {
      policy,
      dataFolder: this.#dataFolder,
      endpoints,
      clockOffsetMs: this.#clockOffsetMs,
      debug,
    };
    return this.#keychain.launcher(
      setup,
      { person, prompt },
      (event) => {
        relay(this.#parts.reporter, event);
        onEvent?.(event);
      },
      this.#parts.signal,
    );
  }

  #onSignInEvent(event: LaunchEvent): void {
    if (event.type !== "sign-in-state" || event.state !== "code" || event.code === undefined) return;
    const { reporter, signal } = this.#parts;
    const { userCode, verificationUri } = event.code;
    reporter.step(
      "user-code",
      { userCode, verificationUri },
      `Open ${verificationUri} and approve only if it shows ${userCode}.`,
    );
    if (this.#options.manual) {
      reporter.note(
        `Sign in as ${PERSON.userName} with the mock's test password ${PERSON.password}. Waiting for your approval…`,
      );
      return;
    }
    reporter.note(`Approving as ${PERSON.userName} on the mock's pages…`);
    approveInBrowser({ verificationUri, ...PERSON, signal }).catch((error: unknown) => {
      if (signal.aborted) return;
      reporter.problem("error", `the approval failed: ${error instanceof Error ? error.message : "unknown"}`);
    });
  }
}

/** The user, the account and the permission set, as the record names them. */
function describeIdentity({ userIdentity }: CloudTrailEvent): string {
  return "arn" in userIdentity ? userIdentity.arn : userIdentity.onBehalfOf.userId;
}

function unexpected(goal: string, outcome: LaunchOutcome): DemoFailure {
  return new DemoFailure(`expected to ${goal}; got ${JSON.stringify(outcome)}`);
}

function dataFolder(keep: string | undefined): Disposable & { readonly path: string } {
  if (keep !== undefined) {
    mkdirSync(keep, { recursive: true, mode: 0o700 });
    return { path: keep, [Symbol.dispose]: () => undefined };
  }
  const path = mkdtempSync(join(tmpdir(), "latchkey-demo-"));
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }) };
}

/** Leaves nothing of the demo in the keychain. */
async function forget({ keyStore }: KeychainChoice & { status: "chosen" }, folder: string): Promise<void> {
  const vault = await openTokenVault({ directory: join(folder, "vault"), keyStore });
  await vault.clear();
}
