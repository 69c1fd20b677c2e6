/** Where the records are, and how each of them is found. */

import type {
  AccessToken,
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
  readonly accessTokens: SecretTable<AccessToken>;
  readonly refreshTokens: SecretTable<RefreshToken>;
  readonly credentials: Map<string, RoleCredentials> = new Map();

  constructor(mintKey: string) {
    this.mint = new Mint(mintKey);
    this.devices = new SecretTable(this.mint, deviceCodeShape);
    this.accessTokens = new SecretTable(this.mint, accessTokenShape);
    this.refreshTokens = new SecretTable(this.mint, refreshTokenShape);
  }

  /** Each after those that it refers to. */
  *records(): Generator<StoredRecord> {
    for (const record of this.clients.values()) yield { kind: "client", record };
    for (const record of this.devices.records()) yield { kind: "device", record };
    for (const record of this.signIns.values()) yield { kind: "signIn", record };
    for (const record of this.accessTokens.records()) yield { kind: "accessToken", record };
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
      case "signIn":
        this.signIns.set(stored.record.id, stored.record);
        return;
      case "accessToken":
        this.accessTokens.restore(stored.record.serial, stored.record);
        return;
      case "refreshToken":
        this.refreshTokens.restore(stored.record.serial, stored.record);
        return;
      case "credentials":
        this.credentials.set(stored.record.accessKeyId, stored.record);
    }
  }
}
