/** What the mock remembers; only the store changes it. Instants are epoch milliseconds of the mock's clock. */

import type { AssignedRole, Directory, User } from "./directory.ts";

export interface ClientRegistration {
  readonly clientId: string;
  readonly clientName: string;
  readonly scopes: readonly string[];
  /** Undefined when the registration named none: every grant is then allowed. */
  readonly grantTypes: readonly string[] | undefined;
  readonly redirectUris: readonly string[];
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
  readonly expiresAt: number;
  /** When the last poll that was not too early came in. */
  readonly lastPollAt: number | undefined;
  readonly decision: DeviceDecision;
  readonly redeemed: boolean;
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
  | { readonly kind: "signIn"; readonly record: SignIn }
  | { readonly kind: "accessToken"; readonly record: AccessToken }
  | { readonly kind: "refreshToken"; readonly record: RefreshToken }
  | { readonly kind: "credentials"; readonly record: RoleCredentials };
