/** Identity Center's answers, by nock: a file that imports this can reach no real server. */
import nock from "nock";

export const OIDC = "https://oidc.us-east-1.amazonaws.com";

/** Answers `POST /token` with Identity Center's refusal: the shape in a header, the code in the body. */
export function refuseToken(shape: string, error: string, status = 400): void {
  nock(OIDC)
    .post("/token")
    .reply(
      status,
      { error, error_description: "in AWS's words" },
      {
        "x-amzn-errortype": `${shape}:http://internal.amazon.com/coral/com.amazonaws.sso.oidc/`,
        "x-amzn-requestid": "request-1",
      },
    );
}

export const pending = (): void => refuseToken("AuthorizationPendingException", "authorization_pending");
export const slowDown = (): void => refuseToken("SlowDownException", "slow_down");

export function issueToken(changes: Readonly<Record<string, unknown>> = {}): void {
  nock(OIDC)
    .post("/token")
    .reply(200, {
      accessToken: "planted-access-token",
      tokenType: "Bearer",
      expiresIn: 28_800,
      refreshToken: "planted-refresh-token",
      ...changes,
    });
}
