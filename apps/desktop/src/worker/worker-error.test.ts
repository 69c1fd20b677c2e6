import { describe, expect, it } from "vitest";
import { describeFailure } from "./worker-error.ts";

const failure = (name: string): Error =>
  Object.assign(new Error("planted-request-detail"), { name, $metadata: { requestId: "r-1" } });

describe("describeFailure", () => {
  it.each([
    ["ExpiredTokenException", "credentials-expired"],
    ["UnrecognizedClientException", "credentials-expired"],
    ["ThrottlingException", "throttled"],
    ["ServiceUnavailableException", "throttled"],
    ["ValidationException", "model-error"],
    ["TimeoutError", "unreachable"],
  ])("%s is %s, with the request id and without the message", (errorName, code) => {
    expect(describeFailure(failure(errorName), "a-model")).toEqual({
      type: "failed",
      code,
      errorName,
      requestId: "r-1",
    });
  });

  it("names the action and the model of a denied call", () => {
    expect(describeFailure(failure("AccessDeniedException"), "a-model")).toEqual({
      type: "failed",
      code: "access-denied",
      errorName: "AccessDeniedException",
      requestId: "r-1",
      denied: { action: "bedrock:InvokeModelWithResponseStream", modelId: "a-model" },
    });
  });

  it.each([undefined, null, "text", {}])("survives what is no error: %j", (thrown) => {
    expect(describeFailure(thrown, "a-model")).toEqual({
      type: "failed",
      code: "unreachable",
      errorName: "Error",
    });
  });
});
