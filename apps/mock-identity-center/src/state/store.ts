/** Everything the mock has issued, in memory. Expiry is decided by the reader, from the clock. */

import type { Random } from "../core/random.ts";
import { randomUuid } from "../core/random.ts";
import type {
  AccessToken,
  ClientRegistration,
  DeviceAuthorization,
  RefreshToken,
  RoleCredentials,
  SignIn,
} from "./records.ts";
import * as shapes from "./shapes.ts";

/** How long after its end a device code is still recognised as expired, in milliseconds. */
const rememberedAfterExpiry = 3_600_000;

export class Store {
  readonly #random: Random;
  readonly #clients = new Map<string, ClientRegistration>();
  readonly #devices = new Map<string, DeviceAuthorization>();
  readonly #devicesByUserCode = new Map<string, DeviceAuthorization>();
  readonly #signIns = new Map<string, SignIn>();
  readonly #accessTokens = new Map<string, AccessToken>();
  readonly #refreshTokens = new Map<string, RefreshToken>();
  readonly #credentials = new Map<string, RoleCredentials>();
  readonly #secrets: (string | (() => string))[] = [];
  #sweepAt = 10_000;

  constructor(random: Random) {
    this.#random = random;
  }

  addClient(details: Omit<ClientRegistration, "clientId" | "signature">, region: string): ClientRegistration {
    const client = {
      ...details,
      clientId: shapes.newClientId(this.#random, region),
      signature: shapes.newClientSignature(this.#random),
    };
    this.#clients.set(client.clientId, client);
    this.#secrets.push(() => shapes.clientSecretOf(client));
    return client;
  }

  client(clientId: string): ClientRegistration | undefined {
    return this.#clients.get(clientId);
  }

  addDevice(
    details: Pick<DeviceAuthorization, "client" | "directory" | "expiresAt">,
    now: number,
  ): DeviceAuthorization {
    this.#sweepDevices(now);
    const device: DeviceAuthorization = {
      ...details,
      deviceCode: shapes.newDeviceCode(this.#random),
      userCode: this.#unusedUserCode(),
      lastPollAt: undefined,
      decision: { status: "pending" },
      redeemed: false,
    };
    this.#devices.set(device.deviceCode, device);
    this.#devicesByUserCode.set(device.userCode, device);
    this.#secrets.push(device.deviceCode);
    return device;
  }

  device(deviceCode: string): DeviceAuthorization | undefined {
    return this.#devices.get(deviceCode);
  }

  /** @param typed the user code in any spelling that {@link shapes.normalizeUserCode} understands. */
  deviceByUserCode(typed: string): DeviceAuthorization | undefined {
    return this.#devicesByUserCode.get(shapes.normalizeUserCode(typed));
  }

  addSignIn(details: Omit<SignIn, "id" | "ended">): SignIn {
    const signIn: SignIn = { ...details, id: randomUuid(this.#random), ended: undefined };
    this.#signIns.set(signIn.id, signIn);
    return signIn;
  }

  signIn(id: string): SignIn | undefined {
    return this.#signIns.get(id);
  }

  signIns(): readonly SignIn[] {
    return [...this.#signIns.values()];
  }

  addAccessToken(token: AccessToken): string {
    const text = shapes.newAccessToken(this.#random);
    this.#accessTokens.set(text, token);
    this.#secrets.push(text);
    return text;
  }

  accessToken(text: string): AccessToken | undefined {
    return this.#accessTokens.get(text);
  }

  addRefreshToken(signIn: SignIn): string {
    const text = shapes.newRefreshToken(this.#random);
    this.#refreshTokens.set(text, { signIn, used: false });
    this.#secrets.push(text);
    return text;
  }

  refreshToken(text: string): RefreshToken | undefined {
    return this.#refreshTokens.get(text);
  }

  addCredentials(
    details: Omit<RoleCredentials, "accessKeyId" | "secretAccessKey" | "signature">,
  ): RoleCredentials {
    const credentials = {
      ...details,
      accessKeyId: shapes.newAccessKeyId(this.#random),
      secretAccessKey: shapes.newSecretAccessKey(this.#random),
      signature: shapes.newSessionSignature(this.#random),
    };
    this.#credentials.set(credentials.accessKeyId, credentials);
    this.#secrets.push(credentials.secretAccessKey, () => shapes.sessionTokenOf(credentials));
    return credentials;
  }

  credentials(accessKeyId: string): RoleCredentials | undefined {
    return this.#credentials.get(accessKeyId);
  }

  /** Every secret value ever issued, the dead ones included. */
  issuedSecrets(): readonly string[] {
    return this.#secrets.map((secret) => (typeof secret === "string" ? secret : secret()));
  }

  #unusedUserCode(): string {
    for (let attempt = 0; attempt < 100; attempt += 1) {
      const code = shapes.newUserCode(this.#random);
      if (!this.#devicesByUserCode.has(code)) return code;
    }
    throw new Error("The random source repeats itself: every user code it gave is taken");
  }

  #sweepDevices(now: number): void {
    if (this.#devices.size < this.#sweepAt) return;
    for (const device of this.#devices.values()) {
      if (device.expiresAt + rememberedAfterExpiry > now) continue;
      this.#devices.delete(device.deviceCode);
      this.#devicesByUserCode.delete(device.userCode);
    }
    this.#sweepAt = Math.max(10_000, this.#devices.size * 2);
  }
}
