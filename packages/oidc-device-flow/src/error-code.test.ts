import { describe, expect, it } from "vitest";
import { errorCodeOf } from "./error-code.ts";

describe("errorCodeOf", () => {
  it.each([
    ["the body's error", { error: "slow_down" }, undefined, "slow_down"],
    ["a shape", {}, "SlowDownException", "slow_down"],
    ["a shape with an address", {}, "SlowDownException:http://internal/", "slow_down"],
    ["a shape with a namespace", { __type: "com.amazonaws.sso#SlowDownException" }, undefined, "slow_down"],
    ["both with an address", { __type: "a#SlowDownException:http://internal/" }, undefined, "slow_down"],
    ["a known shape before an unknown error", { error: "other" }, "SlowDownException", "slow_down"],
    ["an unknown error", { error: "brand_new" }, undefined, "brand_new"],
    ["an unknown shape", {}, "BrandNewException:http://internal/", "BrandNewException"],
    ["nothing", {}, undefined, undefined],
    ["an answer that is no object", undefined, undefined, undefined],
    ["an error that is no text", { error: { code: 1 } }, undefined, undefined],
  ])("V7: %s", (_title, body, header, code) => {
    expect(errorCodeOf(body, header)).toBe(code);
  });

  it("does not take names that every object has for shapes it knows", () => {
    expect(errorCodeOf({}, "constructor")).toBe("constructor");
  });

  it("does not repeat text that is not written like a code", () => {
    expect(errorCodeOf({ error: "aoaPLANTED123:token" }, "eyJ.planted")).toBeUndefined();
  });
});
