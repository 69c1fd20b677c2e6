/** What the window shows besides the work: which screen a start-up leads to, and what the screens say of the policy. */
import type { ScreenView } from "../../shared/contract.ts";
import type { Screen, SsoDecision, StartUp } from "../start-up.ts";

/** A screen without what a person does in it. */
export type Place = WithoutWork<ScreenView>;
type WithoutWork<View> = View extends { readonly work: unknown } ? Omit<View, "work"> : View;

const PROBLEMS: ReadonlySet<Place["name"]> = new Set([
  "not-configured",
  "configuration-problem",
  "keychain-problem",
  "start-failed",
]);

/** Whether starting up again may help. */
export function isProblem({ name }: Place): boolean {
  return PROBLEMS.has(name);
}

type Workplace = Extract<Place, { readonly name: "cowork" | "other-credential" }>;

/** Where a person asks the model. */
export function isWorkplace(place: Place): place is Workplace {
  return place.name === "cowork" || place.name === "other-credential";
}

export interface Configured {
  readonly startUrlHost: string;
  readonly region: string;
  readonly accountId: string;
  readonly roleName: string;
}

export function configuredIn({ startUrl, ssoRegion: region, accountId, roleName }: SsoDecision): Configured {
  return { startUrlHost: new URL(startUrl).host, region, accountId, roleName };
}

/** Every screen but the two that AWS sign-in leads to. */
export function placeOf(
  screen: Exclude<Screen, { readonly name: "sign-in" | "cowork" }>,
  { decision }: Pick<StartUp, "decision">,
): Place {
  if (screen.name === "keychain-problem") return screen;
  switch (decision.mode) {
    case "bearer-token":
    case "profile":
    case "credential-helper":
      return { name: "other-credential", mode: decision.mode };
    case "none":
    case "inactive":
      return { name: "not-configured", mode: decision.mode };
    case "config-error":
    case "unknown":
      return { name: "configuration-problem", mode: decision.mode };
    case "aws-sso":
      throw new Error(`A policy of mode aws-sso led to ${screen.name}`);
  }
}
