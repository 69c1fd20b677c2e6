import { describe, expect, it } from "vitest";
import { createLog } from "./log.ts";
import type { Log } from "./log.ts";

function logged(write: (log: Log) => void): string {
  const lines: string[] = [];
  write(createLog({ level: "debug", destination: { write: (line) => void lines.push(line) } }));
  return lines.join("");
}

describe("the log", () => {
  it("is one JSON object per line, with level and time", () => {
    const line = JSON.parse(logged((log) => log.info({ sandbox: "none" }, "session started"))) as unknown;
    expect(line).toMatchObject({
      level: "info",
      msg: "session started",
      sandbox: "none",
      time: expect.any(String),
    });
  });

  it.each([
    "accessToken",
    "refreshToken",
    "clientSecret",
    "deviceCode",
    "secretAccessKey",
    "sessionToken",
    "bearerToken",
  ])("hides the field %s wherever it stands", (field) => {
    const secret = "planted-value";
    const text = logged((log) =>
      log.warn({ [field]: secret, inner: { [field]: secret, deep: { [field]: secret } } }),
    );
    expect(text).not.toContain(secret);
    expect(text).toContain("[redacted]");
  });

  it.each([
    ["an access token", "aoaAAAAAGVudHJvcHlfb2ZfYV90b2tlbg:MGQCMFplanted+signature/=="],
    ["a refresh token", "aorAAAAAGVudHJvcHlfb2ZfYV90b2tlbg:MGQCMFplanted+signature/=="],
    ["a client secret", "eyJraWQiOiJrZXktMTU2NDAyODA5OSIsImFsZyI6IkhTMzg0In0.eyJzZXJpYWxpemVkIjoi"],
    ["a Bedrock API key", "ABSKQmVkcm9ja0FQSUtleS1wbGFudGVkLXZhbHVl"],
  ])("hides the shape of %s inside other text", (_title, token) => {
    expect(logged((log) => log.error(`it said: ${token}, then stopped`))).not.toContain(token.slice(4, 24));
  });
});
