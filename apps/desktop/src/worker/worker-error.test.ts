import { describe, expect, it } from "vitest";
import { describeFailure } from "./worker-error.ts";

const failure = (name: string): Error =>
  Object.assign(new Error("planted-request-detail"), { name, $metadata: { requestId: "r-1" } });

describe("describeFailure", () => {
  it.each([
    ["ExpiredTokenException", "credentials-expired"],
    ["AccessDeniedException", "access-denied"],
    ["ThrottlingException", "throttled"],
    ["ValidationException", "model-error"],
    ["TimeoutError", "unreachable"],
  ])("%s is %s, with the request id and without the message", (errorName, code) => {
    expect(describeFailure(failure(errorName))).toEqual({
      type: "failed",
      code,
      errorName,
      requestId: "r-1",
    });
  });
});
