export { buildSandboxEnv } from "./build-sandbox-env.ts";
export type {
  AwsCredentialsLike,
  BuildSandboxEnvOptions,
  SandboxEnv,
  SandboxEnvResult,
} from "./build-sandbox-env.ts";
export { SandboxEnvError } from "./sandbox-env-error.ts";
export type { SandboxEnvErrorCode } from "./sandbox-env-error.ts";
export { DEFAULT_ALLOW, whyNeverInherited } from "./variables.ts";
