/** The steps of the demo, one method each, in the order in which they are told. */
import { approveInBrowser, defaultPassword } from "@latchkey/mock-identity-center";
import type { CloudTrailEvent, MockIdentityCenter } from "@latchkey/mock-identity-center";
import type { Launcher } from "./launcher.ts";
import type { LaunchEvent, LaunchOutcome, LaunchPlan } from "./launch.ts";
import type { DemoOptions } from "./options.ts";
import type { Reporter } from "./reporter.ts";

/** The person of the demo: the mock's test user. */
export const PERSON = { userName: "ada.lovelace", password: defaultPassword };

const HOUR_MS = 3_600_000;

export interface StoryParts {
  readonly options: DemoOptions;
  readonly reporter: Reporter;
  readonly signal: AbortSignal;
  readonly launcher: Launcher;
  readonly keychain: "os" | "memory";
  readonly mock: MockIdentityCenter;
  readonly dataFolder: string;
}

/** A step of the story did not go as it must. */
export class DemoFailure extends Error {}

export class Story {
  readonly #parts: StoryParts;
  #clockOffsetMs = 0;

  constructor(parts: StoryParts) {
    this.#parts = parts;
  }

  async signIn(): Promise<void> {
    const outcome = await this.#launch("signs-in", (event) => this.#onSignInEvent(event));
    if (outcome.outcome !== "signed-in") throw unexpected("sign in", outcome);
    const { reporter, keychain } = this.#parts;
    reporter.step(
      "signed-in",
      { keychain },
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
    const event = this.#parts.mock.events().find(({ eventName }) => eventName === "ConverseStream");
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
    this.#parts.mock.clock.advance(HOUR_MS + 1);
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
    for (const session of this.#parts.mock.sessions()) this.#parts.mock.revokeSession(session.id);
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
    const { options, reporter, mock, dataFolder, launcher, signal } = this.#parts;
    const { policy, prompt, debug } = options;
    const { oidcUrl: oidc, portalUrl: portal, bedrockUrl: bedrock, url } = mock;
    const endpoints = { oidc, portal, bedrock, verificationOrigins: [new URL(url).origin] };
    const setup = {
      policy,
      dataFolder,
      endpoints,
      clockOffsetMs: this.#clockOffsetMs,
      debug,
    };
    return launcher(
      setup,
      { person, prompt },
      (event) => {
        if (event.type === "text") reporter.stream(event.text);
        if (event.type === "note") reporter.note(event.text);
        onEvent?.(event);
      },
      signal,
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
    if (this.#parts.options.manual) {
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

/** The user, the account and the permission set, as the record's role ARN names them. */
function describeIdentity({ userIdentity }: CloudTrailEvent): string {
  if (userIdentity.type === "IAMUser") return userIdentity.userName;
  if (userIdentity.type !== "AssumedRole") return userIdentity.onBehalfOf.userId;
  const [, role = "", user = ""] = userIdentity.arn.split("/");
  const permissionSet = role.replace(/^AWSReservedSSO_(.+)_[0-9a-f]{16}$/, "$1");
  return `${user}, account ${userIdentity.accountId}, permission set ${permissionSet}`;
}

function unexpected(goal: string, outcome: LaunchOutcome): DemoFailure {
  return new DemoFailure(`expected to ${goal}; got ${JSON.stringify(outcome)}`);
}
