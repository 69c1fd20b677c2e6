/** Makes and changes everything that the mock issues. Expiry is decided by the reader, from the clock. */

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
  StoredRecord,
} from "./records.ts";
import { ClientSecrets } from "./client-secrets.ts";
import type { User } from "./directory.ts";
import { jwePrefix } from "./jwe-shape.ts";
import { SharedLists } from "./shared-lists.ts";
import * as shapes from "./shapes.ts";
import type { Tables } from "./tables.ts";
import { Throttle } from "./throttle.ts";

/** How long after its end a device or authorization code is still recognised, in milliseconds. */
const rememberedAfterExpiry = 3_600_000;
const pending = { status: "pending" } as const;
const denied = { status: "denied" } as const;

/** A record on its way through the one place that may change it. */
type Changing<T> = { -readonly [Name in keyof T]: T[Name] };

export class Store {
  readonly #tables: Tables;
  readonly #random: Random;
  readonly #clientSecrets: ClientSecrets;
  readonly #lists = new SharedLists();
  readonly #changed: ((stored: StoredRecord) => void) | undefined;
  /** The pace of everybody that a setting may slow down. */
  readonly throttle: Throttle = new Throttle();

  /** @param changed is told of every record that was made or changed. */
  constructor(random: Random, tables: Tables, changed?: (stored: StoredRecord) => void) {
    this.#random = random;
    this.#tables = tables;
    this.#clientSecrets = new ClientSecrets(tables.mint);
    this.#changed = changed;
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
    this.#tables.clients.set(client.clientId, client);
    this.#changed?.({ kind: "client", record: client });
    return client;
  }

  client(clientId: string): ClientRegistration | undefined {
    return this.#tables.clients.get(clientId);
  }

  clientSecret(client: ClientRegistration): string {
    return this.#clientSecrets.of(client);
  }

  addDevice(
    { client, directory, expiresAt }: Pick<DeviceAuthorization, "client" | "directory" | "expiresAt">,
    now: number,
  ): { readonly device: DeviceAuthorization; readonly deviceCode: string } {
    const device: DeviceAuthorization = {
      serial: this.#tables.devices.nextSerial,
      userCode: this.#unusedUserCode(),
      client,
      directory,
      startedAt: now,
      expiresAt,
      lastPollAt: undefined,
      decision: pending,
      redeemed: false,
    };
    const deviceCode = this.#tables.devices.add(device, (other) => this.#isForgotten(other, now));
    this.#tables.devicesByUserCode.set(device.userCode, device);
    this.#changed?.({ kind: "device", record: device });
    return { device, deviceCode };
  }

  device(deviceCode: string): DeviceAuthorization | undefined {
    return this.#tables.devices.find(deviceCode);
  }

  /** @param typed the user code in any spelling that {@link shapes.normalizeUserCode} understands. */
  deviceByUserCode(typed: string): DeviceAuthorization | undefined {
    return this.#tables.devicesByUserCode.get(shapes.normalizeUserCode(typed));
  }

  /** A poll that was not too early. */
  notePoll(device: Changing<DeviceAuthorization>, now: number): void {
    device.lastPollAt = now;
    this.#changed?.({ kind: "device", record: device });
  }

  approve(device: Changing<DeviceAuthorization>, user: User, now: number): void {
    device.decision = { status: "approved", user, decidedAt: now };
    this.#changed?.({ kind: "device", record: device });
  }

  deny(device: Changing<DeviceAuthorization>): void {
    device.decision = denied;
    this.#changed?.({ kind: "device", record: device });
  }

  redeem(device: Changing<DeviceAuthorization>): void {
    device.redeemed = true;
    this.#changed?.({ kind: "device", record: device });
  }

  /** @returns the id under which the browser carries the request from page to page. */
  addAuthorizationRequest(details: Omit<AuthorizationRequest, "serial" | "decided">, now: number): string {
    const table = this.#tables.authorizationRequests;
    const request: AuthorizationRequest = { serial: table.nextSerial, ...details, decided: false };
    const id = table.add(request, ({ expiresAt }) => expiresAt <= now);
    this.#changed?.({ kind: "authorizationRequest", record: request });
    return id;
  }

  authorizationRequest(id: string): AuthorizationRequest | undefined {
    return this.#tables.authorizationRequests.find(id);
  }

  decide(request: Changing<AuthorizationRequest>): void {
    request.decided = true;
    this.#changed?.({ kind: "authorizationRequest", record: request });
  }

  addAuthorizationCode(details: Omit<AuthorizationCode, "serial" | "signIn">, now: number): string {
    const table = this.#tables.authorizationCodes;
    const code: AuthorizationCode = { serial: table.nextSerial, ...details, signIn: undefined };
    const text = table.add(code, (other) => other.expiresAt + rememberedAfterExpiry <= now);
    this.#changed?.({ kind: "authorizationCode", record: code });
    return text;
  }

  authorizationCode(text: string): AuthorizationCode | undefined {
    return this.#tables.authorizationCodes.find(text);
  }

  /** A code that was redeemed: what it gave is `signIn`. */
  redeemAuthorizationCode(code: Changing<AuthorizationCode>, signIn: SignIn): void {
    code.signIn = signIn;
    this.#changed?.({ kind: "authorizationCode", record: code });
  }

  addSignIn({ user, directory, client, startedAt, endsAt }: Omit<SignIn, "id" | "ended">): SignIn {
    const id = randomUuid(this.#random);
    const signIn: SignIn = { id, user, directory, client, startedAt, endsAt, ended: undefined };
    this.#tables.signIns.set(id, signIn);
    this.#changed?.({ kind: "signIn", record: signIn });
    return signIn;
  }

  signIn(id: string): SignIn | undefined {
    return this.#tables.signIns.get(id);
  }

  signIns(): readonly SignIn[] {
    return [...this.#tables.signIns.values()];
  }

  /** A sign-in that has ended stays as it ended first. */
  endSignIn(signIn: Changing<SignIn>, how: "revoked" | "signed-out"): void {
    signIn.ended ??= how;
    this.#changed?.({ kind: "signIn", record: signIn });
  }

  /** Tokens past their end are forgotten now and then: they are refused as unknown ones are. */
  addAccessToken({ signIn, expiresAt }: Pick<AccessToken, "signIn" | "expiresAt">, now: number): string {
    const { accessTokenForm, jweLength: length } = signIn.directory.settings;
    const jweLength = accessTokenForm === "jwe" ? length : undefined;
    const table = this.#tables.accessTokensOf(jweLength);
    const token: AccessToken = { serial: table.nextSerial, jweLength, signIn, expiresAt };
    const text = table.add(token, (other) => other.expiresAt <= now);
    this.#changed?.({ kind: "accessToken", record: token });
    return text;
  }

  accessToken(text: string): AccessToken | undefined {
    if (!text.startsWith(jwePrefix)) return this.#tables.accessTokens.find(text);
    for (const table of this.#tables.jweTokens.values()) {
      const found = table.find(text);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  addRefreshToken(signIn: SignIn, now: number): string {
    const token: RefreshToken = { serial: this.#tables.refreshTokens.nextSerial, signIn, used: false };
    const text = this.#tables.refreshTokens.add(token, (other) => other.signIn.endsAt <= now);
    this.#changed?.({ kind: "refreshToken", record: token });
    return text;
  }

  refreshToken(text: string): RefreshToken | undefined {
    return this.#tables.refreshTokens.find(text);
  }

  spend(token: Changing<RefreshToken>): void {
    token.used = true;
    this.#changed?.({ kind: "refreshToken", record: token });
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
    this.#tables.credentials.set(credentials.accessKeyId, credentials);
    this.#changed?.({ kind: "credentials", record: credentials });
    return credentials;
  }

  secretAccessKey({ accessKeyId }: RoleCredentials): string {
    return shapes.secretAccessKeyOf(this.#tables.mint, accessKeyId);
  }

  sessionToken({ accessKeyId }: RoleCredentials): string {
    return shapes.sessionTokenOf(this.#tables.mint, accessKeyId);
  }

  credentials(accessKeyId: string): RoleCredentials | undefined {
    return this.#tables.credentials.get(accessKeyId);
  }

  /** Those that can still be named by their user code, decided and expired ones included. */
  devices(): readonly DeviceAuthorization[] {
    return [...this.#tables.devicesByUserCode.values()];
  }

  /** Every secret value ever issued, the dead ones included. */
  issuedSecrets(): readonly string[] {
    return [
      ...[...this.#tables.clients.values()].map((client) => this.clientSecret(client)),
      ...this.#tables.devices.texts(),
      ...this.#tables.authorizationCodes.texts(),
      ...this.#tables.accessTokens.texts(),
      ...[...this.#tables.jweTokens.values()].flatMap((table) => table.texts()),
      ...this.#tables.refreshTokens.texts(),
      ...[...this.#tables.credentials.values()].flatMap((each) => [
        this.secretAccessKey(each),
        this.sessionToken(each),
      ]),
    ];
  }

  #unusedUserCode(): string {
    for (let attempt = 0; attempt < 100; attempt += 1) {
      const code = shapes.newUserCode(this.#random);
      if (!this.#tables.devicesByUserCode.has(code)) return code;
    }
    throw new Error("The random source repeats itself: every user code it gave is taken");
  }

  /** Whether a device may be forgotten; its user code then goes at once. */
  #isForgotten(device: DeviceAuthorization, now: number): boolean {
    if (device.expiresAt + rememberedAfterExpiry > now) return false;
    this.#tables.devicesByUserCode.delete(device.userCode);
    return true;
  }
}
