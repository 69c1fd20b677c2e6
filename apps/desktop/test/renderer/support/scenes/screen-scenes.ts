/** The screens on which nobody signs in and nobody works. */
import type { ScreenView } from "../../../../src/shared/contract.ts";
import type { Told } from "./scene.ts";

type PlainScreen = Exclude<ScreenView, { name: "sign-in" | "cowork" | "other-credential" }>;
type ScreenScene = Told & { readonly screen: PlainScreen };

/** Each screen has one; the sign-in and the two at work have more, and files of their own. */
export const screens: Readonly<Record<PlainScreen["name"], ScreenScene>> = {
  starting: {
    screen: { name: "starting" },
    heading: "Starting…",
    says: [],
    buttons: [],
    primary: undefined,
    announces: undefined,
  },
  "not-configured": {
    screen: { name: "not-configured", mode: "none" },
    heading: "This app is not set up yet",
    says: ["Ask your administrator to deploy the configuration."],
    buttons: ["Open configuration", "Try again"],
  },
  "configuration-problem": {
    screen: { name: "configuration-problem", mode: "config-error" },
    heading: "The configuration has a problem",
    says: ["Your sign-in, if you have one, is kept."],
    buttons: ["Open configuration", "Try again"],
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
