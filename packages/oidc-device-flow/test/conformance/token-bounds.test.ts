import { secret } from "@latchkey/secret";
import { expectNoLeak } from "@latchkey/test-kit";
import { describe, expect, it } from "vitest";
import type { RefreshResult } from "../../src/index.ts";
import { issueToken } from "../support/answers.ts";
import { flowUnderTest, REGISTRATION } from "../support/flow.ts";
import { withoutNetwork } from "../support/no-network.ts";

withoutNetwork();

const DAYS_400 = 400 * 86_400;
const refresh = (flow = flowUnderTest().flow): Promise<RefreshResult> =>
  flow.refresh({ registration: REGISTRATION, refreshToken: secret("planted-old-refresh-token") });

describe("the bounds of an issued token", () => {
  it.each([
    ["a life of 400 days", { expiresIn: DAYS_400 }],
    ["gap: token at the size cap: an access token of exactly 16 KiB", { accessToken: "x".repeat(16_384) }],
    ["gap: token at the size cap: a refresh token of exactly 16 KiB", { refreshToken: "x".repeat(16_384) }],
    ["a member that AWS never sends", { surprise: { deep: [1] } }],
    ["a token type in lower case", { tokenType: "bearer" }],
    ["no token type", { tokenType: undefined }],
    ["null for what is not there", { idToken: null, refreshToken: null }],
  ])("%s: taken", async (_title, changes) => {
    issueToken(changes);
    expect((await refresh()).status).toBe("refreshed");
  });

  it.each([
    ["a life over 400 days", { expiresIn: DAYS_400 + 1 }, "expiresIn"],
    ["V12: an instant in place of a life", { expiresIn: 1_579_729_529 }, "expiresIn"],
    ["a negative life", { expiresIn: -1 }, "expiresIn"],
    ["no life", { expiresIn: undefined }, "expiresIn"],
    [
      "gap: token a byte over the size cap: an access token of 16 KiB + 1",
      { accessToken: "x".repeat(16_385) },
      "accessToken",
    ],
    ["an access token with a line break", { accessToken: "planted\r\nx-evil: 1" }, "accessToken"],
    ["an access token that is an object", { accessToken: { planted: 1 } }, "accessToken"],
    ["another token type", { tokenType: "DPoP" }, "tokenType"],
    ["no access token", { accessToken: undefined }, "accessToken"],
    ["an empty refresh token", { refreshToken: "" }, "refreshToken"],
    [
      "gap: token a byte over the size cap: a refresh token of 16 KiB + 1",
      { refreshToken: "x".repeat(16_385) },
      "refreshToken",
    ],
  ])("%s: refused by the field's name only", async (_title, changes, field) => {
    issueToken(changes);
    const error: unknown = await refresh().catch((failure: unknown) => failure);
    expect(error).toMatchObject({
      code: "DEVICE_FLOW_MALFORMED_RESPONSE",
      message: expect.stringContaining(field),
      status: 200,
    });
    expectNoLeak(error, "planted");
  });

  it("counts a life from before the request", async () => {
    const { flow, clock } = flowUnderTest();
    const askedAt = clock.now();
    issueToken({ expiresIn: 60 });
    const refreshing = refresh(flow);
    clock.jump(30_000);
    expect(await refreshing).toMatchObject({ tokens: { expiresAt: new Date(askedAt + 60_000) } });
  });
});
