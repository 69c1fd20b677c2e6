/**
 * The files that may read a secret, and where the value goes from there.
 *
 * A new line here is a question for a security reviewer.
 */
export const revealCallers: Readonly<Record<string, string>> = {
  "apps/desktop/src/main/session/start-session.ts": "the environment of the sandboxed worker",
  "packages/policy-reader/src/validate/sealed-rules.ts": "rules about the form of a managed bearer token",
  "packages/sandbox-env/src/build-sandbox-env.ts": "the environment of a sandboxed process",
};
