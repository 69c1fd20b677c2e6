/**
 * The app's one logger: structured lines, redacted by field name and by the shape of a token.
 * Packages do not log; what they have to say reaches this module as results.
 */
import { pino } from "pino";
import type { DestinationStream, Logger } from "pino";

export type Log = Pick<Logger, "debug" | "info" | "warn" | "error">;

const SECRET_FIELDS = [
  "accessToken", "refreshToken", "idToken", "clientSecret", "deviceCode", "userCode", "secretAccessKey", "sessionToken",
  "bearerToken", "inferenceBedrockBearerToken", "password", "authorization", "cookie",
]; // prettier-ignore

/** Tokens as Identity Center and AWS shape them, wherever they stand in a line. */
const SECRET_SHAPES =
  /\b(?:ao[ar][A-Za-z0-9_-]{16,}(?::[A-Za-z0-9+/=_-]+)?|eyJ[A-Za-z0-9_.-]{20,}|ABSK[A-Za-z0-9+/=]{20,}|bedrock-api-key-[A-Za-z0-9+/=_-]+)/g;

export interface LogOptions {
  readonly level: "debug" | "info" | "warn" | "silent";
  readonly destination: DestinationStream;
}

export function createLog({ level, destination }: LogOptions): Log {
  return pino(
    {
      level,
      base: null,
      timestamp: () => `,"time":"${new Date().toISOString()}"`,
      formatters: { level: (label) => ({ level: label }) },
      redact: {
        paths: SECRET_FIELDS.flatMap((field) => [field, `*.${field}`, `*.*.${field}`]),
        censor: "[redacted]",
      },
      hooks: { streamWrite: (line) => line.replace(SECRET_SHAPES, "[redacted]") },
    },
    destination,
  );
}
