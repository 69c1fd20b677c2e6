/** Everything the mock has issued, in memory. Expiry is decided by the reader, from the clock. */

import type { Random } from "../core/random.ts";
import { randomUuid } from "../core/random.ts";
import type {
  AccessToken,
  AuthorizationCode,
  AuthorizationRequest,
  ClientRegistration,
  DeviceAuthorization,
  RefreshToken,
  RoleCredentials,
  SignIn,
} from "./records.ts";
import type { InstanceSettings } from "../seed/settings.ts";
import { authorizationCodeShape, authorizationRequestShape } from "./authorization-shapes.ts";
import { ClientSecrets } from "./client-secrets.ts";
import type { User } from "./directory.ts";
import { jwePrefix, jweShape } from "./jwe-shape.ts";
import { Mint } from "./mint.ts";
import { SecretTable } from "./secret-table.ts";
import { SharedLists } from "./shared-lists.ts";
import * as shapes from "./shapes.ts";
import { Throttle } from "./throttle.ts";

/** How long after its end a device or authorization code is still recognised, in milliseconds. */
const rememberedAfterExpiry = 3_600_000;
const pending = { status: "pending" } as const;
const denied = { status: "denied" } as const;

/** A record on its way through the one place that may change it. */
type Changing<T> = { -readonly [Name in keyof T]: T[Name] };

export class Store {
  readonly #random: Random;
  readonly #mint: Mint;
  readonly #lists = new SharedLists();
  readonly #clients = new Map<string, ClientRegistration>();
  readonly #clientSecrets: ClientSecrets;
  readonly #devices: SecretTable<DeviceAuthorization>;
  readonly #devicesByUserCode = new Map<string, DeviceAuthorization>();
  readonly #signIns = new Map<string, SignIn>();
  readonly #authorizationRequests: SecretTable<AuthorizationRequest>;
  readonly #authorizationCodes: SecretTable<AuthorizationCode>;
  readonly #accessTokens: SecretTable<AccessToken>;
  /** Those in the form "jwe", by the length that was set. */
  readonly #jweTokens = new Map<number, SecretTable<AccessToken>>();
  readonly #refreshTokens: SecretTable<RefreshToken>;
  readonly #credentials = new Map<string, RoleCredentials>();
  /** The pace of everybody that a setting may slow down. */
  readonly throttle: Throttle = new Throttle();

  constructor(random: Random) {
    this.#random = random;
    this.#mint = new Mint(random);
    this.#clientSecrets = new ClientSecrets(this.#mint);
    this.#devices = new SecretTable(this.#mint, shapes.deviceCodeShape);
    this.#authorizationRequests = new SecretTable(this.#mint, authorizationRequestShape);
    this.#authorizationCodes = new SecretTable(this.#mint, authorizationCodeShape);
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
      directory: details.directory,
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
    return this.#clientSecrets.of(client);
  }

  addDevice(
    { client, directory, expiresAt }: Pick<DeviceAuthorization, "client" | "directory" | "expiresAt">,
    now: number,
  ): { readonly device: DeviceAuthorization; readonly deviceCode: string } {
    const device: DeviceAuthorization = {
      userCode: this.#unusedUserCode(),
      client,
      directory,
      startedAt: now,
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

  /** A poll that was not too early. */
  notePoll(device: Changing<DeviceAuthorization>, now: number): void {
    device.lastPollAt = now;
  }

  approve(device: Changing<DeviceAuthorization>, user: User, now: number): void {
    device.decision = { status: "approved", user, decidedAt: now };
  }

  deny(device: Changing<DeviceAuthorization>): void {
    device.decision = denied;
  }

  redeem(device: Changing<DeviceAuthorization>): void {
    device.redeemed = true;
  }

  /** @returns the id under which the browser carries the request from page to page. */
  addAuthorizationRequest(request: Omit<AuthorizationRequest, "decided">, now: number): string {
    return this.#authorizationRequests.add(
      { ...request, decided: false },
      ({ expiresAt }) => expiresAt <= now,
    );
  }

  authorizationRequest(id: string): AuthorizationRequest | undefined {
    return this.#authorizationRequests.find(id);
  }

  decide(request: Changing<AuthorizationRequest>): void {
    request.decided = true;
  }

  addAuthorizationCode(code: Omit<AuthorizationCode, "signIn">, now: number): string {
    const isForgotten = (other: AuthorizationCode): boolean => other.expiresAt + rememberedAfterExpiry <= now;
    return this.#authorizationCodes.add({ ...code, signIn: undefined }, isForgotten);
  }

  authorizationCode(text: string): AuthorizationCode | undefined {
    return this.#authorizationCodes.find(text);
  }

  /** A code that was redeemed: what it gave is `signIn`. */
  redeemAuthorizationCode(code: Changing<AuthorizationCode>, signIn: SignIn): void {
    code.signIn = signIn;
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

  /** A sign-in that has ended stays as it ended first. */
  endSignIn(signIn: Changing<SignIn>, how: "revoked" | "signed-out"): void {
    signIn.ended ??= how;
  }

  /** Tokens past their end are forgotten now and then: they are refused as unknown ones are. */
  addAccessToken(token: AccessToken, now: number): string {
    return this.#accessTokensOf(token.signIn.directory.settings).add(
      token,
      ({ expiresAt }) => expiresAt <= now,
    );
  }

  accessToken(text: string): AccessToken | undefined {
    if (!text.startsWith(jwePrefix)) return this.#accessTokens.find(text);
    for (const table of this.#jweTokens.values()) {
      const found = table.find(text);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  addRefreshToken(signIn: SignIn, now: number): string {
    return this.#refreshTokens.add({ signIn, used: false }, (token) => token.signIn.endsAt <= now);
  }

  refreshToken(text: string): RefreshToken | undefined {
    return this.#refreshTokens.find(text);
  }

  spend(token: Changing<RefreshToken>): void {
    token.used = true;
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

  /** Those that can still be named by their user code, decided and expired ones included. */
  devices(): readonly DeviceAuthorization[] {
    return [...this.#devicesByUserCode.values()];
  }

  /** Every secret value ever issued, the dead ones included. */
  issuedSecrets(): readonly string[] {
    return [
      ...[...this.#clients.values()].map((client) => this.clientSecret(client)),
      ...this.#devices.texts(),
      ...this.#authorizationCodes.texts(),
      ...this.#accessTokens.texts(),
      ...[...this.#jweTokens.values()].flatMap((table) => table.texts()),
      ...this.#refreshTokens.texts(),
      ...[...this.#credentials.values()].flatMap((each) => [
        this.secretAccessKey(each),
        this.sessionToken(each),
      ]),
    ];
  }

  #accessTokensOf({ accessTokenForm, jweLength }: InstanceSettings): SecretTable<AccessToken> {
    if (accessTokenForm === "opaque") return this.#accessTokens;
    const table = this.#jweTokens.get(jweLength) ?? new SecretTable(this.#mint, jweShape(jweLength));
    this.#jweTokens.set(jweLength, table);
    return table;
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
