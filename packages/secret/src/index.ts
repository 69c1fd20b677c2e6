export { isSecret, REDACTED, secret } from "./secret.ts";
export type { Secret } from "./secret.ts";
