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
import { Mint } from "./mint.ts";
import { SecretTable } from "./secret-table.ts";
import { SharedLists } from "./shared-lists.ts";
import * as shapes from "./shapes.ts";

/** How long after its end a device code is still recognised as expired, in milliseconds. */
const rememberedAfterExpiry = 3_600_000;
const pending = { status: "pending" } as const;

export class Store {
  readonly #random: Random;
  readonly #mint: Mint;
  readonly #lists = new SharedLists();
  readonly #clients = new Map<string, ClientRegistration>();
  readonly #devices: SecretTable<DeviceAuthorization>;
  readonly #devicesByUserCode = new Map<string, DeviceAuthorization>();
  readonly #signIns = new Map<string, SignIn>();
  readonly #accessTokens: SecretTable<AccessToken>;
  readonly #refreshTokens: SecretTable<RefreshToken>;
  readonly #credentials = new Map<string, RoleCredentials>();

  constructor(random: Random) {
    this.#random = random;
    this.#mint = new Mint(random);
    this.#devices = new SecretTable(this.#mint, shapes.deviceCodeShape);
    this.#accessTokens = new SecretTable(this.#mint, shapes.accessTokenShape);
    this.#refreshTokens = new SecretTable(this.#mint, shapes.refreshTokenShape);
  }

  addClient(details: Omit<ClientRegistration, "clientId">, region: string): ClientRegistration {
    const client: ClientRegistration = {
      clientId: shapes.newClientId(this.#random, region),
      clientName: details.clientName,
      scopes: this.#lists.share(details.scopes),
      grantTypes: details.grantTypes && this.#lists.share(details.grantTypes),
      redirectUris: this.#lists.share(details.redirectUris),
      issuedAt: details.issuedAt,
      expiresAt: details.expiresAt,
    };
    this.#clients.set(client.clientId, client);
    return client;
  }

  client(clientId: string): ClientRegistration | undefined {
    return this.#clients.get(clientId);
  }

  clientSecret(client: ClientRegistration): string {
    return shapes.clientSecretOf(this.#mint, client);
  }

  addDevice(
    { client, directory, expiresAt }: Pick<DeviceAuthorization, "client" | "directory" | "expiresAt">,
    now: number,
  ): { readonly device: DeviceAuthorization; readonly deviceCode: string } {
    const device: DeviceAuthorization = {
      userCode: this.#unusedUserCode(),
      client,
      directory,
      expiresAt,
      lastPollAt: undefined,
      decision: pending,
      redeemed: false,
    };
    const deviceCode = this.#devices.add(device, (other) => this.#isForgotten(other, now));
    this.#devicesByUserCode.set(device.userCode, device);
    return { device, deviceCode };
  }

  device(deviceCode: string): DeviceAuthorization | undefined {
    return this.#devices.find(deviceCode);
  }

  /** @param typed the user code in any spelling that {@link shapes.normalizeUserCode} understands. */
  deviceByUserCode(typed: string): DeviceAuthorization | undefined {
    return this.#devicesByUserCode.get(shapes.normalizeUserCode(typed));
  }

  addSignIn({ user, directory, client, startedAt, endsAt }: Omit<SignIn, "id" | "ended">): SignIn {
    const id = randomUuid(this.#random);
    const signIn: SignIn = { id, user, directory, client, startedAt, endsAt, ended: undefined };
    this.#signIns.set(id, signIn);
    return signIn;
  }

  signIn(id: string): SignIn | undefined {
    return this.#signIns.get(id);
  }

  signIns(): readonly SignIn[] {
    return [...this.#signIns.values()];
  }

  /** Tokens past their end are forgotten now and then: they are refused as unknown ones are. */
  addAccessToken(token: AccessToken, now: number): string {
    return this.#accessTokens.add(token, ({ expiresAt }) => expiresAt <= now);
  }

  accessToken(text: string): AccessToken | undefined {
    return this.#accessTokens.find(text);
  }

  addRefreshToken(signIn: SignIn, now: number): string {
    return this.#refreshTokens.add({ signIn, used: false }, (token) => token.signIn.endsAt <= now);
  }

  refreshToken(text: string): RefreshToken | undefined {
    return this.#refreshTokens.find(text);
  }

  addCredentials(details: Omit<RoleCredentials, "accessKeyId">): RoleCredentials {
    const credentials: RoleCredentials = {
      accessKeyId: shapes.newAccessKeyId(this.#random),
      account: details.account,
      permissionSet: details.permissionSet,
      user: details.user,
      directory: details.directory,
      issuedAt: details.issuedAt,
      expiresAt: details.expiresAt,
    };
    this.#credentials.set(credentials.accessKeyId, credentials);
    return credentials;
  }

  secretAccessKey({ accessKeyId }: RoleCredentials): string {
    return shapes.secretAccessKeyOf(this.#mint, accessKeyId);
  }

  sessionToken({ accessKeyId }: RoleCredentials): string {
    return shapes.sessionTokenOf(this.#mint, accessKeyId);
  }

  credentials(accessKeyId: string): RoleCredentials | undefined {
    return this.#credentials.get(accessKeyId);
  }

  /** Every secret value ever issued, the dead ones included. */
  issuedSecrets(): readonly string[] {
    return [
      ...[...this.#clients.values()].map((client) => this.clientSecret(client)),
      ...this.#devices.texts(),
      ...this.#accessTokens.texts(),
      ...this.#refreshTokens.texts(),
      ...[...this.#credentials.values()].flatMap((each) => [
        this.secretAccessKey(each),
        this.sessionToken(each),
      ]),
    ];
  }

  #unusedUserCode(): string {
    for (let attempt = 0; attempt < 100; attempt += 1) {
      const code = shapes.newUserCode(this.#random);
      if (!this.#devicesByUserCode.has(code)) return code;
    }
    throw new Error("The random source repeats itself: every user code it gave is taken");
  }

  /** Whether a device may be forgotten; its user code then goes at once. */
  #isForgotten(device: DeviceAuthorization, now: number): boolean {
    if (device.expiresAt + rememberedAfterExpiry > now) return false;
    this.#devicesByUserCode.delete(device.userCode);
    return true;
  }
}
