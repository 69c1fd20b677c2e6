/** What a scene is: a state as a window gets it, and what a person then reads and can press. */
import type { AppState } from "../../../../src/shared/contract.ts";

/** Thursday, 15 January 2026, 09:30 in London. */
export const NOW = Date.UTC(2026, 0, 15, 9, 30);

export interface Scene {
  readonly state: AppState;
  readonly heading: string;
  /** What is read besides. */
  readonly says: readonly string[];
  /** In their order. */
  readonly buttons: readonly string[];
  readonly primary: string | undefined;
  readonly announces: { readonly as: "status" | "alert"; readonly text: string } | undefined;
}

export type Told = Omit<Scene, "state" | "primary" | "announces"> &
  Partial<Pick<Scene, "primary" | "announces">>;

export const configured = {
  startUrlHost: "d-9067abcdef.awsapps.com",
  region: "eu-west-1",
  accountId: "111122223333",
  roleName: "BedrockInference",
};
export const requestId = "3f6c1f0e-9d1b-4a2e-8f43-3a5d7e1b2c90";

export const status = (text: string): Scene["announces"] => ({ as: "status", text });
export const alert = (text: string): Scene["announces"] => ({ as: "alert", text });

/** Unless told otherwise, the first button is the primary action, and a page is announced as a problem. */
export function sceneOf({ heading, says, buttons, ...told }: Told, state: AppState): Scene {
  const announces = "announces" in told ? told.announces : alert(heading);
  const primary = "primary" in told ? told.primary : buttons[0];
  return { state, heading, says, buttons, primary, announces };
}
