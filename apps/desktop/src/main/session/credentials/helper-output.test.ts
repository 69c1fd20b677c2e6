import { expectNoLeak, expectSecret } from "@latchkey/test-kit";
import { describe, expect, it } from "vitest";
import { readHelperOutput } from "./helper-output.ts";

describe("readHelperOutput", () => {
  it.each([
    ["planted-token", "planted-token"],
    ["\r\n  planted-token \n", "planted-token"],
    ['{"token":"planted-token"}', "planted-token"],
    ['\n{ "token": " planted-token\\n", "headers": {}, "expires": 1 }\n', "planted-token"],
    ["x".repeat(8192), "x".repeat(8192)],
  ])("takes the token out of %j", (output, token) => {
    const read = readHelperOutput(output);
    expect(read.status).toBe("token");
    if (read.status !== "token") return;
    expectSecret(read.token, token);
  });

  it.each([
    ["", "no token"],
    [" \n", "no token"],
    ['{"token":""}', "no token"],
    ['{"token":', "JSON"],
    ['{"token":42}', "JSON"],
    ['{"access_token":"planted-token"}', "JSON"],
    ['{"token":"planted-token","headers":{"x-planted":"planted-token"}}', "headers"],
    ["Bearer planted-token", "Bearer"],
    ["planted-token planted-token", "one word"],
    ["planted-token\nWarning: update me", "one word"],
    ["planted-töken", "one word"],
    ["<html>planted-token</html>\0", "one word"],
    ["x".repeat(8193), "8192"],
  ])("refuses %j without repeating it", (output, problem) => {
    const read = readHelperOutput(output);
    expect(read).toEqual({ status: "refused", problem: expect.stringContaining(problem) });
    expectNoLeak(read, "planted-token", "x-planted", "planted-töken");
  });
});
