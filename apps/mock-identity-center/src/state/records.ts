/** What the mock remembers; only the store changes it. Instants are epoch milliseconds of the mock's clock. */

import type { AssignedRole, Directory, User } from "./directory.ts";

export interface ClientRegistration {
  readonly clientId: string;
  readonly clientName: string;
  readonly scopes: readonly string[];
  /** Undefined when the registration named none: every grant is then allowed. */
  readonly grantTypes: readonly string[] | undefined;
  readonly redirectUris: readonly string[];
  /** The instance that `issuerUrl` named; without one the client has no use for `/authorize`. */
  readonly directory: Directory | undefined;
  readonly issuedAt: number;
  readonly expiresAt: number;
}

export type DeviceDecision =
  | { readonly status: "pending" }
  | { readonly status: "approved"; readonly user: User; readonly decidedAt: number }
  | { readonly status: "denied" };

export interface DeviceAuthorization {
  /** Stands for the device code, which is computed from it. */
  readonly serial: number;
  readonly userCode: string;
  readonly client: ClientRegistration;
  readonly directory: Directory;
  readonly startedAt: number;
  readonly expiresAt: number;
  /** When the last poll that was not too early came in. */
  readonly lastPollAt: number | undefined;
  readonly decision: DeviceDecision;
  readonly redeemed: boolean;
}

/** What a client asked of `/authorize`, while its user decides. */
export interface AuthorizationRequest {
  readonly serial: number;
  readonly client: ClientRegistration;
  readonly directory: Directory;
  /** With the port that the client listens on. */
  readonly redirectUri: string;
  readonly state: string | undefined;
  /** base64url of the SHA-256 of the code verifier. */
  readonly codeChallenge: string;
  readonly expiresAt: number;
  readonly decided: boolean;
}

/** What a user allowed on the pages, until the client fetches the tokens. */
export interface AuthorizationCode extends Pick<
  AuthorizationRequest,
  "client" | "directory" | "redirectUri" | "codeChallenge"
> {
  readonly serial: number;
  readonly user: User;
  readonly decidedAt: number;
  readonly expiresAt: number;
  /** The sign-in it gave; a code gives one. */
  readonly signIn: SignIn | undefined;
}

/** One access-portal session of one user with one client; the tokens belong to it. */
export interface SignIn {
  readonly id: string;
  readonly user: User;
  readonly directory: Directory;
  readonly client: ClientRegistration;
  readonly startedAt: number;
  readonly endsAt: number;
  readonly ended: "revoked" | "signed-out" | undefined;
}

export interface AccessToken {
  readonly serial: number;
  /** Length of a token in the form "jwe"; serial numbers count anew for each length. */
  readonly jweLength: number | undefined;
  readonly signIn: SignIn;
  readonly expiresAt: number;
}

export interface RefreshToken {
  readonly serial: number;
  readonly signIn: SignIn;
  readonly used: boolean;
}

/** Credentials that GetRoleCredentials minted. */
export interface RoleCredentials extends AssignedRole {
  readonly accessKeyId: string;
  readonly user: User;
  readonly directory: Directory;
  readonly issuedAt: number;
  readonly expiresAt: number;
}

/** Any of them, with its kind. */
export type StoredRecord =
  | { readonly kind: "client"; readonly record: ClientRegistration }
  | { readonly kind: "device"; readonly record: DeviceAuthorization }
  | { readonly kind: "authorizationRequest"; readonly record: AuthorizationRequest }
  | { readonly kind: "authorizationCode"; readonly record: AuthorizationCode }
  | { readonly kind: "signIn"; readonly record: SignIn }
  | { readonly kind: "accessToken"; readonly record: AccessToken }
  | { readonly kind: "refreshToken"; readonly record: RefreshToken }
  | { readonly kind: "credentials"; readonly record: RoleCredentials };
