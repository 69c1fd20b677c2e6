/** The policy's shared bearer token: nothing to fetch, and nobody knows when it ends. */
import type { BearerTokenDecision } from "@latchkey/policy-reader";
import type { CredentialSource } from "./session-credentials.ts";

export function bearerTokenSource({ bearerToken: token }: BearerTokenDecision): CredentialSource {
  return {
    async issue(signal) {
      signal?.throwIfAborted();
      return { status: "issued", credentials: { kind: "bearer-token", token } };
    },
  };
}
