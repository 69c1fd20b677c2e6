/** What a state file says, as JSON. A record that comes again replaces the one before. */

import type { ClockState } from "../core/clock.ts";
import type { CheckedInstance, CheckedSeed } from "../seed/parse-seed.ts";
import type {
  AccessToken,
  AuthorizationCode,
  AuthorizationRequest,
  ClientRegistration,
  DeviceAuthorization,
  RefreshToken,
  RoleCredentials,
  SignIn,
} from "../state/records.ts";

/** Another number whenever an older version of the mock could misread the file. */
export const stateVersion = 1;

/** The first record. */
export interface SavedHeader {
  readonly mockIdentityCenterState: typeof stateVersion;
  readonly warning: string;
  readonly mintKey: string;
  /** Digest of the seed that the first start was given; see `seedDigest`. */
  readonly startedWith: string;
  readonly loaded: CheckedSeed;
}

export type SavedRecord =
  | WorldRecord
  | { readonly client: SavedClient }
  | { readonly device: SavedDevice }
  | { readonly authorizationRequest: Referring<AuthorizationRequest> }
  | { readonly authorizationCode: SavedCode }
  | { readonly signIn: Referring<SignIn> }
  | { readonly accessToken: Referring<AccessToken> }
  | { readonly refreshToken: Referring<RefreshToken> }
  | { readonly credentials: SavedCredentials };

/** What was not issued. */
export type WorldRecord =
  | { readonly clock: ClockState }
  | { readonly instance: CheckedInstance; readonly id: string }
  /** The end of what was written in one piece. */
  | { readonly end: true };

/** A user's name; with the id for one who is no longer in the directory. */
export type SavedUser = string | { readonly userName: string; readonly userId: string };

/** A record with names in the place of other records. */
export type Referring<T> = Omit<T, keyof Reference> & Pick<Reference, Extract<keyof T, keyof Reference>>;

interface Reference {
  /** `clientId` */
  readonly client: string;
  /** `identityStoreId` */
  readonly directory: string;
  readonly user: SavedUser;
  /** `id` */
  readonly signIn: string;
}

export type SavedClient = Omit<ClientRegistration, "directory"> & { readonly directory: string | undefined };

/** With the sign-in that it gave, if it gave one. */
export type SavedCode = Omit<Referring<AuthorizationCode>, "signIn"> & {
  readonly signIn: string | undefined;
};

export type SavedDevice = Omit<Referring<DeviceAuthorization>, "decision"> & {
  readonly decision:
    | { readonly status: "pending" | "denied" }
    | { readonly status: "approved"; readonly user: SavedUser; readonly decidedAt: number };
};

export type SavedCredentials = Omit<Referring<RoleCredentials>, "account" | "permissionSet"> & {
  readonly accountId: string;
  readonly permissionSet: string;
};
