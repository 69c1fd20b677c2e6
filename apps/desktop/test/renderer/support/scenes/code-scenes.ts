/** The states of a sign-in that show a code. */
import type { SignInStateView } from "../../../../src/shared/contract.ts";
import { NOW, status } from "./scene.ts";
import type { Told } from "./scene.ts";

export type SignInScene = Told & { readonly signIn: SignInStateView };

const code = {
  userCode: "KQWX-ZBTP",
  verificationUri: "https://d-9067abcdef.awsapps.com/start/#/device?user_code=KQWX-ZBTP",
  verificationHost: "d-9067abcdef.awsapps.com",
  expiresAt: new Date(NOW + 581_000),
};
const safety = [
  "Did somebody ask you for this code?",
  "Nobody from your organisation or AWS will. If someone sent you here or asked for it, press Cancel and tell your security team.",
];
const shown = ["KQWX-ZBTP", "Expires in 9:41", ...safety];
const withCode = ["Open browser again", "Copy code", "Copy link", "Cancel"];

export const withACode = {
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
} satisfies Readonly<Record<string, Readonly<Record<string, SignInScene>>>>;

/** The code is shown, and AWS does not answer. */
export const tryingAgain: SignInScene = {
  signIn: { state: "server-error", attempts: 4, ...code },
  heading: "AWS did not answer",
  says: [...shown, "Attempts so far: 4. Your code is unchanged, and this window keeps trying."],
  buttons: withCode,
};
