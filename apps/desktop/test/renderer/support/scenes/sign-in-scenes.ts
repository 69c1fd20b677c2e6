/** Every state of a sign-in that the contract allows. */
import type { SignInStateView } from "../../../../src/shared/contract.ts";
import { tryingAgain, withACode } from "./code-scenes.ts";
import type { SignInScene } from "./code-scenes.ts";
import { configured, requestId, status } from "./scene.ts";

const signedInFor = { accountId: configured.accountId, roleName: configured.roleName };
const offer =
  "You will sign in at d-9067abcdef.awsapps.com in your web browser. This app never sees your password.";
/** Each state has at least one; a state without any does not compile. */
export const signIns: Readonly<Record<SignInStateView["state"], Readonly<Record<string, SignInScene>>>> = {
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
      primary: undefined,
      announces: status("Preparing sign-in"),
    },
  },
  ...withACode,
  "server-error": {
    trying: tryingAgain,
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
      says: ["You can close the browser tab.", "Continuing.", "111122223333", "BedrockInference"],
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
      says: [
        "is not assigned to this account with this permission set",
        "this sign-in stays on this computer",
        "111122223333",
        "BedrockInference",
      ],
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
      buttons: ["Open configuration", "Copy details", "Back"],
    },
    "address-refused": {
      signIn: { state: "config-error", reason: "address-refused" },
      heading: "Sign-in is not set up correctly",
      says: ["AWS named a sign-in address that is not one of its own. It was not opened."],
      buttons: ["Open configuration", "Back"],
    },
    "configuration-changed": {
      signIn: { state: "config-error", reason: "configuration-changed" },
      heading: "Sign-in is not set up correctly",
      says: ["changed its sign-in settings while you signed in. Nothing was stored.", "Restart the app"],
      buttons: ["Open configuration", "Back"],
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
