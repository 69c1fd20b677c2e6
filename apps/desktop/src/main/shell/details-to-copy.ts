/** What a person copies for an administrator: references of AWS's, never a code or an address with one. */
import type { SignInState } from "../sign-in/sign-in-state.ts";

export function detailsOf(state: SignInState): string | undefined {
  switch (state.state) {
    case "blocked":
      return state.reference;
    case "config-error":
      return state.reason === "start-url-refused" ? state.requestId : undefined;
    case "server-error":
      return "message" in state ? [state.message, state.requestId].filter(Boolean).join("\n") : undefined;
    default:
      return undefined;
  }
}
