/** Every state that the contract allows, by name; what each is, is in the files of `scenes/`. */
import type { AppState } from "../../../src/shared/contract.ts";
import { configured, sceneOf } from "./scenes/scene.ts";
import type { Scene, Told } from "./scenes/scene.ts";
import { screens } from "./scenes/screen-scenes.ts";
import { sessions } from "./scenes/session-scenes.ts";
import { signIns } from "./scenes/sign-in-scenes.ts";

export { NOW } from "./scenes/scene.ts";

const changed: Told & { readonly state: AppState } = {
  heading: "Cowork",
  buttons: ["Sign out", "Send"],
  primary: "Send",
  announces: undefined,
  state: {
    screen: { name: "cowork", ...configured, work: { session: { state: "idle" }, turns: [], models: [] } },
    policyChange: { keys: ["inferenceBedrockSsoRoleName"], message: "The policy has changed." },
  },
  says: [
    "Your organisation changed the configuration. It applies when you next start the app.",
    "inferenceBedrockSsoRoleName",
  ],
};

const nameOf = (...parts: readonly string[]): string => parts.filter((part) => part !== "").join("-");

/** By name: `sign-in-idle-first-use`, `cowork`, `session-streaming`, … */
export const scenes: Readonly<Record<string, Scene>> = Object.fromEntries([
  ...Object.entries(signIns).flatMap(([state, variants]) =>
    Object.entries(variants).map(([variant, { signIn, ...told }]) => [
      nameOf("sign-in", state, variant),
      sceneOf(told, { screen: { name: "sign-in", ...configured, signIn } }),
    ]),
  ),
  ...Object.entries(screens).map(([name, { screen, ...told }]) => [name, sceneOf(told, { screen })]),
  ...Object.entries(sessions).map(([name, { state, ...told }]) => [name, sceneOf(told, state)]),
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
