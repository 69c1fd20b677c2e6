/** The grant types of SSO-OIDC. */

export const deviceCodeGrant = "urn:ietf:params:oauth:grant-type:device_code";
export const refreshTokenGrant = "refresh_token";
export const authorizationCodeGrant = "authorization_code";

export const knownGrantTypes: readonly string[] = [
  deviceCodeGrant,
  refreshTokenGrant,
  authorizationCodeGrant,
];
