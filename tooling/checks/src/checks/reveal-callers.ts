/**
 * The files that may read a secret, and where the value goes from there.
 *
 * A new line here is a question for a security reviewer.
 */
export const revealCallers: Readonly<Record<string, string>> = {
  "apps/desktop/src/main/configuration/ask-bedrock.ts":
    "the header of the request to Bedrock that it authenticates",
  "apps/desktop/src/main/session/open-session.ts": "the environment of a sandboxed program",
  "packages/oidc-device-flow/src/create-token.ts": "the request to Identity Center that it authenticates",
  "packages/oidc-device-flow/src/start-device-authorization.ts":
    "the request to Identity Center that it authenticates",
  "packages/policy-reader/src/encode/settings.ts":
    "a policy file, when the administrator asks for secrets in it",
  "packages/policy-reader/src/fingerprint.ts": "a hash, so that two values can be told apart in a report",
  "packages/policy-reader/src/validate/sealed-rules.ts":
    "rules about the form of a managed bearer token and headers",
  "packages/role-credentials/src/get-role-credentials.ts": "the header of the request that it authenticates",
  "packages/role-credentials/src/list-account-roles.ts": "the header of the request that it authenticates",
  "packages/role-credentials/src/list-accounts.ts": "the header of the request that it authenticates",
  "packages/role-credentials/src/logout.ts": "the header of the request that it authenticates",
  "packages/sandbox-env/src/sandbox-credentials.ts": "the environment of a sandboxed process",
  "packages/token-vault/src/record-payload.ts": "the plaintext of a record, encrypted before it is written",
};
