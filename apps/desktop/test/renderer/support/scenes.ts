/** Every state that the contract allows, as a window gets it, and what a person then reads and can press. */
import type { AppState, ScreenView, SessionView, SignInStateView } from "../../../src/shared/contract.ts";

/** Thursday, 15 January 2026, 09:30 in London. */
export const NOW = Date.UTC(2026, 0, 15, 9, 30);

export interface Scene {
  readonly state: AppState;
  readonly heading: string;
  /** What is read besides. */
  readonly says: readonly string[];
  /** In their order; the first is the primary one when `hasPrimary`. */
  readonly buttons: readonly string[];
  readonly hasPrimary: boolean;
  readonly announces: { readonly as: "status" | "alert"; readonly text: string } | undefined;
}

const configured = {
  startUrlHost: "d-9067abcdef.awsapps.com",
  region: "eu-west-1",
  accountId: "111122223333",
  roleName: "BedrockInference",
};
const code = {
  userCode: "KQWX-ZBTP",
  verificationUri: "https://d-9067abcdef.awsapps.com/start/#/device?user_code=KQWX-ZBTP",
  verificationHost: "d-9067abcdef.awsapps.com",
  expiresAt: new Date(NOW + 581_000),
};
const signedInFor = { accountId: configured.accountId, roleName: configured.roleName };
const requestId = "3f6c1f0e-9d1b-4a2e-8f43-3a5d7e1b2c90";
const safety = [
  "Did somebody ask you for this code?",
  "Nobody from your organisation or AWS will. If someone sent you here or asked for it, press Cancel and tell your security team.",
];
const shown = ["KQWX-ZBTP", "Expires in 9:41", ...safety];
const offer =
  "You will sign in at d-9067abcdef.awsapps.com in your web browser. This app never sees your password.";
const withCode = ["Open browser again", "Copy code", "Copy link", "Cancel"];

type Told = Omit<Scene, "state" | "hasPrimary" | "announces"> &
  Partial<Pick<Scene, "hasPrimary" | "announces">>;
type SignInScene = Told & { readonly signIn: SignInStateView };
type ScreenScene = Told & { readonly screen: ScreenView };

const status = (text: string): Scene["announces"] => ({ as: "status", text });

/** Each state has at least one; a state without any does not compile. */
const signIns: Readonly<Record<SignInStateView["state"], Readonly<Record<string, SignInScene>>>> = {
  idle: {
    "first-use": {
      signIn: { state: "idle", reason: "first-use" },
      heading: "Sign in with AWS",
      says: [offer],
      buttons: ["Sign in with AWS"],
      announces: undefined,
    },
    "configuration-changed": {
      signIn: { state: "idle", reason: "configuration-changed" },
      heading: "Sign in with AWS",
      says: ["Your organisation changed its sign-in settings", offer],
      buttons: ["Sign in with AWS"],
      announces: undefined,
    },
    unreadable: {
      signIn: { state: "idle", reason: "unreadable" },
      heading: "Sign in with AWS",
      says: ["could not be read, so you need to sign in once more", offer],
      buttons: ["Sign in with AWS"],
      announces: undefined,
    },
  },
  "session-expired": {
    "": {
      signIn: { state: "session-expired" },
      heading: "Your session has ended",
      says: ["It reached the time limit that your organisation set, or an administrator ended it.", offer],
      buttons: ["Sign in again"],
    },
  },
  starting: {
    "": {
      signIn: { state: "starting", region: "eu-west-1" },
      heading: "Preparing sign-in",
      says: ["Contacting AWS in eu-west-1…"],
      buttons: ["Cancel"],
      hasPrimary: false,
      announces: status("Preparing sign-in"),
    },
  },
  code: {
    "": {
      signIn: { state: "code", ...code },
      heading: "Check this code in your browser",
      says: [
        ...shown,
        "AWS will show a code. Approve only if it is exactly this one.",
        "You will be on d-9067abcdef.awsapps.com.",
      ],
      buttons: ["Open browser", "Copy code", "Copy link", "Cancel"],
      announces: status("Check this code in your browser"),
    },
  },
  waiting: {
    "": {
      signIn: { state: "waiting", ...code },
      heading: "Waiting for your approval",
      says: [
        ...shown,
        "Approve only if the browser shows exactly this code.",
        "Finish in the browser tab at d-9067abcdef.awsapps.com. This window continues by itself.",
      ],
      buttons: withCode,
      announces: status("Waiting for your approval"),
    },
  },
  slow: {
    "": {
      signIn: { state: "slow", ...code },
      heading: "Still waiting",
      says: [...shown, "Signed in already? Look for an “Allow access” page", "d-9067abcdef.awsapps.com"],
      buttons: withCode,
      announces: status("Still waiting"),
    },
  },
  "browser-failed": {
    "": {
      signIn: { state: "browser-failed", ...code },
      heading: "The browser did not open",
      says: [...shown, "Open this address yourself, then check the code.", code.verificationUri],
      buttons: ["Copy link", "Try again", "Copy code", "Cancel"],
    },
  },
  offline: {
    "": {
      signIn: { state: "offline", ...code },
      heading: "You are offline",
      says: [...shown, "Sign-in carries on by itself when the connection is back."],
      buttons: withCode,
    },
  },
  "server-error": {
    trying: {
      signIn: { state: "server-error", attempts: 4, ...code },
      heading: "AWS did not answer",
      says: [...shown, "Attempts so far: 4. Your code is unchanged, and this window keeps trying."],
      buttons: withCode,
    },
    end: {
      signIn: {
        state: "server-error",
        attempts: 3,
        message: "The service answered with status 503. Try again later.",
        requestId,
      },
      heading: "AWS did not answer",
      says: ["Attempts: 3. Nothing was signed in.", "status 503", requestId],
      buttons: ["Try again", "Copy details", "Back"],
    },
  },
  success: {
    confirmed: {
      signIn: { state: "success", assignment: "confirmed", ...signedInFor },
      heading: "You are signed in",
      says: ["You can close the browser tab.", "111122223333", "BedrockInference"],
      buttons: ["Continue"],
      announces: status("You are signed in"),
    },
    unchecked: {
      signIn: { state: "success", assignment: "unchecked", ...signedInFor },
      heading: "You are signed in",
      says: ["AWS did not say in time whether you have access.", "BedrockInference"],
      buttons: ["Continue"],
      announces: status("You are signed in"),
    },
  },
  keychain: {
    "": {
      signIn: {
        state: "keychain",
        keychain: "unavailable",
        message: "Secret Service is not installed. Install gnome-keyring and sign in again.",
        ...signedInFor,
      },
      heading: "Cannot store your sign-in safely",
      says: ["You are signed in for this session only", "Install gnome-keyring", "111122223333"],
      buttons: ["Continue for this session"],
    },
  },
  "wrong-account": {
    "": {
      signIn: { state: "wrong-account", ...signedInFor },
      heading: "This account has no access",
      says: ["is not assigned to this account with this permission set", "111122223333", "BedrockInference"],
      buttons: ["Use another account", "Back"],
    },
  },
  expired: {
    time: {
      signIn: { state: "expired", reason: "time", minutes: 10 },
      heading: "The code has expired",
      says: ["Codes are valid for 10 minutes. Nothing was signed in."],
      buttons: ["Get a new code", "Cancel"],
      announces: status("The code has expired."),
    },
    "code-rejected": {
      signIn: { state: "expired", reason: "code-rejected", minutes: 10 },
      heading: "The code has expired",
      says: ["The code has been used or withdrawn. Nothing was signed in."],
      buttons: ["Get a new code", "Cancel"],
      announces: status("The code has expired."),
    },
    "registration-ended": {
      signIn: { state: "expired", reason: "registration-ended", minutes: 10 },
      heading: "The code has expired",
      says: ["AWS no longer knows this app’s registration", "A new code registers the app again."],
      buttons: ["Get a new code", "Cancel"],
      announces: status("The code has expired."),
    },
  },
  denied: {
    "": {
      signIn: { state: "denied" },
      heading: "Sign-in was declined",
      says: ["You or someone else chose to decline in the browser. Nothing was signed in."],
      buttons: ["Start again", "Back"],
    },
  },
  blocked: {
    "": {
      signIn: { state: "blocked", reason: "KMS_ACCESS_DENIED", reference: requestId },
      heading: "Your organisation does not allow this sign-in",
      says: ["Ask your administrator", "KMS_ACCESS_DENIED", requestId],
      buttons: ["Copy details", "Back"],
    },
    "without-reference": {
      signIn: { state: "blocked", reason: "unauthorized_client" },
      heading: "Your organisation does not allow this sign-in",
      says: ["Ask your administrator", "unauthorized_client"],
      buttons: ["Back"],
    },
  },
  "config-error": {
    "start-url-refused": {
      signIn: { state: "config-error", reason: "start-url-refused", requestId },
      heading: "Sign-in is not set up correctly",
      says: ["AWS refused the start address in this region.", "Ask your administrator", requestId],
      buttons: ["Copy details", "Back"],
    },
    "address-refused": {
      signIn: { state: "config-error", reason: "address-refused" },
      heading: "Sign-in is not set up correctly",
      says: ["AWS named a sign-in address that is not one of its own. It was not opened."],
      buttons: ["Back"],
    },
    "configuration-changed": {
      signIn: { state: "config-error", reason: "configuration-changed" },
      heading: "Sign-in is not set up correctly",
      says: ["changed its sign-in settings while you signed in. Nothing was stored.", "Restart the app"],
      buttons: ["Back"],
    },
  },
  "clock-skew": {
    ahead: {
      signIn: { state: "clock-skew", minutes: 7, direction: "ahead" },
      heading: "Check this computer’s clock",
      says: ["It is about 7 minutes ahead of AWS, so sign-in cannot work.", "Set the date and time"],
      buttons: ["Try again", "Back"],
    },
    behind: {
      signIn: { state: "clock-skew", minutes: 61, direction: "behind" },
      heading: "Check this computer’s clock",
      says: ["It is about 61 minutes behind AWS, so sign-in cannot work."],
      buttons: ["Try again", "Back"],
    },
  },
  cancelled: {
    "": {
      signIn: { state: "cancelled" },
      heading: "Sign in with AWS",
      says: [offer],
      buttons: ["Sign in with AWS"],
      announces: status("Sign-in cancelled."),
    },
  },
};

const work: SessionView = { session: { state: "idle" }, turns: [], models: [] };

const screens: Readonly<Record<Exclude<ScreenView["name"], "sign-in">, ScreenScene>> = {
  starting: {
    screen: { name: "starting" },
    heading: "Starting…",
    says: [],
    buttons: [],
    hasPrimary: false,
    announces: undefined,
  },
  cowork: {
    screen: { name: "cowork", ...configured, work },
    heading: "Cowork",
    says: ["You are signed in with AWS.", "111122223333", "BedrockInference"],
    buttons: ["Sign out"],
    hasPrimary: false,
    announces: undefined,
  },
  "other-credential": {
    screen: { name: "other-credential", mode: "bearer-token", work },
    heading: "Cowork",
    says: ["You do not need to sign in."],
    buttons: [],
    hasPrimary: false,
    announces: undefined,
  },
  "not-configured": {
    screen: { name: "not-configured", mode: "none" },
    heading: "This app is not set up yet",
    says: ["Ask your administrator to deploy the configuration."],
    buttons: ["Try again"],
  },
  "configuration-problem": {
    screen: { name: "configuration-problem", mode: "config-error" },
    heading: "The configuration has a problem",
    says: ["Your sign-in, if you have one, is kept."],
    buttons: ["Try again"],
  },
  "keychain-problem": {
    screen: {
      name: "keychain-problem",
      state: "locked",
      message: "Secret Service is locked. Unlock it with your password and try again.",
    },
    heading: "The keychain does not answer",
    says: ["Nothing was removed.", "Unlock it with your password"],
    buttons: ["Try again"],
  },
  "start-failed": {
    screen: { name: "start-failed" },
    heading: "The app could not start",
    says: ["The app’s log has the reason."],
    buttons: ["Try again"],
  },
};

const changed: Told & { readonly state: AppState } = {
  ...screens.cowork,
  state: {
    screen: screens.cowork.screen,
    policyChange: { keys: ["inferenceBedrockSsoRoleName"], message: "The policy has changed." },
  },
  says: [
    "Your organisation changed the configuration. It applies when you next start the app.",
    "inferenceBedrockSsoRoleName",
  ],
};

const nameOf = (...parts: readonly string[]): string => parts.filter((part) => part !== "").join("-");

/** By name: `sign-in-idle-first-use`, `cowork`, … */
export const scenes: Readonly<Record<string, Scene>> = Object.fromEntries([
  ...Object.entries(signIns).flatMap(([state, variants]) =>
    Object.entries(variants).map(([variant, { signIn, ...told }]) => [
      nameOf("sign-in", state, variant),
      sceneOf(told, { screen: { name: "sign-in", ...configured, signIn } }),
    ]),
  ),
  ...Object.entries(screens).map(([name, { screen, ...told }]) => [name, sceneOf(told, { screen })]),
  ["policy-changed", sceneOf(changed, changed.state)],
]);

export function scene(name: string): Scene {
  const found = scenes[name];
  if (found === undefined) throw new Error(`There is no scene ${name}.`);
  return found;
}

export function stateOf(name: string): AppState {
  return scene(name).state;
}

/** Unless told otherwise, a page has a primary action and is announced as a problem. */
function sceneOf({ heading, says, buttons, ...told }: Told, state: AppState): Scene {
  const announces = "announces" in told ? told.announces : { as: "alert" as const, text: heading };
  return { state, heading, says, buttons, hasPrimary: told.hasPrimary ?? true, announces };
}
