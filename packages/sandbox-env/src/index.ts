export type { BedrockVariables } from "./bedrock-variables.ts";
export { buildSandboxEnv } from "./build-sandbox-env.ts";
export type { BuildSandboxEnvOptions, SandboxEnv, SandboxEnvResult } from "./build-sandbox-env.ts";
export { ALLOWED_FOR, DEFAULT_ALLOW } from "./default-allow.ts";
export { whyNeverInherited } from "./never-inherited.ts";
export type { AwsCredentialsLike, BearerTokenLike, SandboxCredentials } from "./sandbox-credentials.ts";
export { SandboxEnvError } from "./sandbox-env-error.ts";
export type { SandboxEnvErrorCode } from "./sandbox-env-error.ts";
