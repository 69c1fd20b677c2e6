/** Where the records are, and how each of them is found. */

import { authorizationCodeShape, authorizationRequestShape } from "./authorization-shapes.ts";
import { jweShape } from "./jwe-shape.ts";
import type {
  AccessToken,
  AuthorizationCode,
  AuthorizationRequest,
  ClientRegistration,
  DeviceAuthorization,
  RefreshToken,
  RoleCredentials,
  SignIn,
  StoredRecord,
} from "./records.ts";
import { Mint } from "./mint.ts";
import { SecretTable } from "./secret-table.ts";
import { accessTokenShape, deviceCodeShape, refreshTokenShape } from "./shapes.ts";

export class Tables {
  readonly mint: Mint;
  readonly clients: Map<string, ClientRegistration> = new Map();
  readonly devices: SecretTable<DeviceAuthorization>;
  readonly devicesByUserCode: Map<string, DeviceAuthorization> = new Map();
  readonly signIns: Map<string, SignIn> = new Map();
  readonly authorizationRequests: SecretTable<AuthorizationRequest>;
  readonly authorizationCodes: SecretTable<AuthorizationCode>;
  readonly accessTokens: SecretTable<AccessToken>;
  /** Those in the form "jwe", by the length that was set. */
  readonly jweTokens: Map<number, SecretTable<AccessToken>> = new Map();
  readonly refreshTokens: SecretTable<RefreshToken>;
  readonly credentials: Map<string, RoleCredentials> = new Map();

  constructor(mintKey: string) {
    this.mint = new Mint(mintKey);
    this.devices = new SecretTable(this.mint, deviceCodeShape);
    this.authorizationRequests = new SecretTable(this.mint, authorizationRequestShape);
    this.authorizationCodes = new SecretTable(this.mint, authorizationCodeShape);
    this.accessTokens = new SecretTable(this.mint, accessTokenShape);
    this.refreshTokens = new SecretTable(this.mint, refreshTokenShape);
  }

  /** @param jweLength undefined for those that are no JWE. */
  accessTokensOf(jweLength: number | undefined): SecretTable<AccessToken> {
    if (jweLength === undefined) return this.accessTokens;
    const table = this.jweTokens.get(jweLength) ?? new SecretTable(this.mint, jweShape(jweLength));
    this.jweTokens.set(jweLength, table);
    return table;
  }

  /** Each after those that it refers to. */
  *records(): Generator<StoredRecord> {
    for (const record of this.clients.values()) yield { kind: "client", record };
    for (const record of this.devices.records()) yield { kind: "device", record };
    for (const record of this.signIns.values()) yield { kind: "signIn", record };
    for (const record of this.authorizationRequests.records()) yield { kind: "authorizationRequest", record };
    for (const record of this.authorizationCodes.records()) yield { kind: "authorizationCode", record };
    for (const table of [this.accessTokens, ...this.jweTokens.values()])
      for (const record of table.records()) yield { kind: "accessToken", record };
    for (const record of this.refreshTokens.records()) yield { kind: "refreshToken", record };
    for (const record of this.credentials.values()) yield { kind: "credentials", record };
  }

  /** Puts a record where it belongs, in the place of an older one of itself. */
  restore(stored: StoredRecord): void {
    switch (stored.kind) {
      case "client":
        this.clients.set(stored.record.clientId, stored.record);
        return;
      case "device":
        this.devices.restore(stored.record.serial, stored.record);
        this.devicesByUserCode.set(stored.record.userCode, stored.record);
        return;
      case "authorizationRequest":
        this.authorizationRequests.restore(stored.record.serial, stored.record);
        return;
      case "authorizationCode":
        this.authorizationCodes.restore(stored.record.serial, stored.record);
        return;
      case "signIn":
        this.signIns.set(stored.record.id, stored.record);
        return;
      case "accessToken":
        this.accessTokensOf(stored.record.jweLength).restore(stored.record.serial, stored.record);
        return;
      case "refreshToken":
        this.refreshTokens.restore(stored.record.serial, stored.record);
        return;
      case "credentials":
        this.credentials.set(stored.record.accessKeyId, stored.record);
    }
  }
}
