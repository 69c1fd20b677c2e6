/**
 * What the mock must answer, written from the wire protocol: what was issued, and when it still counts.
 *
 * It knows nothing of the mock's code. Every method gives the answer that is due and remembers what follows from it.
 */

import type { SeedAssignment } from "../../src/index.ts";
import { assignments, disabledAtFirst, members, seconds, startOfTime } from "./world.ts";

export const deviceCodeGrant = "urn:ietf:params:oauth:grant-type:device_code";

export interface Client {
  readonly scoped: boolean;
  /** Undefined for a client that named none and may use all. */
  readonly grants: readonly string[] | undefined;
  readonly expiresAt: number;
}

export interface Device {
  readonly client: Client;
  readonly expiresAt: number;
  /** The last poll that was not too early. */
  polledAt: number | undefined;
  decision: { readonly userName: string; readonly at: number } | "denied" | undefined;
  redeemed: boolean;
}

export interface Session {
  readonly client: Client;
  readonly userName: string;
  readonly endsAt: number;
  ended: boolean;
}

export interface AccessToken {
  readonly session: Session;
  readonly expiresAt: number;
}

export interface RefreshToken {
  readonly session: Session;
  spent: boolean;
}

export interface Keys {
  readonly role: string;
  readonly expiresAt: number;
}

/** What an answer must be: `ok`, or status and error type, and what of a good answer can be foretold. */
export interface Due {
  readonly outcome: string;
  readonly detail?: unknown;
}

export interface Issued extends Due {
  readonly accessToken?: AccessToken;
  readonly refreshToken?: RefreshToken | undefined;
}

export class Model {
  now: number = startOfTime;
  readonly sessions: Session[] = [];
  readonly disabled: Set<string> = new Set(disabledAtFirst);
  assignments: readonly SeedAssignment[] = assignments;

  register(scoped: boolean, grants: Client["grants"]): Client {
    return { scoped, grants, expiresAt: floorToSecond(this.now) + seconds.registration * 1000 };
  }

  start(client: Client): Due & { readonly device?: Device } {
    const refusal = this.#refuseClient(client, deviceCodeGrant);
    if (refusal !== undefined) return refusal;
    const expiresAt = this.now + seconds.deviceCode * 1000;
    const device = { client, expiresAt, polledAt: undefined, decision: undefined, redeemed: false };
    const detail = { expiresIn: seconds.deviceCode, interval: seconds.interval };
    return { outcome: "ok", detail, device };
  }

  /** @param userName undefined for a denial. */
  decide(device: Device, userName: string | undefined): Due {
    if (device.decision !== undefined || this.now >= device.expiresAt) return { outcome: "USER_CODE_SPENT" };
    device.decision = userName === undefined ? "denied" : { userName, at: this.now };
    return { outcome: "ok" };
  }

  poll(device: Device, client: Client): Issued {
    const refusal = this.#refuseClient(client, deviceCodeGrant);
    if (refusal !== undefined) return refusal;
    if (device.client !== client || device.redeemed) return { outcome: "400 InvalidGrantException" };
    if (this.now >= device.expiresAt) return { outcome: "400 ExpiredTokenException" };
    const sinceLast = this.now - (device.polledAt ?? Number.NEGATIVE_INFINITY);
    if (sinceLast < seconds.interval * 1000) return { outcome: "400 SlowDownException" };
    device.polledAt = this.now;
    const { decision } = device;
    if (decision === undefined) return { outcome: "400 AuthorizationPendingException" };
    if (decision === "denied" || this.disabled.has(decision.userName))
      return { outcome: "400 AccessDeniedException" };
    device.redeemed = true;
    const life = client.scoped ? seconds.session : 28_800;
    const { userName, at } = decision;
    const session = { client, userName, endsAt: at + life * 1000, ended: false };
    this.sessions.push(session);
    return this.#issue(session);
  }

  refresh(token: RefreshToken, client: Client): Issued {
    const refusal = this.#refuseClient(client, "refresh_token");
    if (refusal !== undefined) return refusal;
    if (token.session.client !== client || token.spent || !this.#isLive(token.session))
      return { outcome: "400 InvalidGrantException" };
    token.spent = true;
    return this.#issue(token.session);
  }

  listAccounts(token: AccessToken): Due {
    if (!this.#isValid(token)) return { outcome: "401 UnauthorizedException" };
    const held = this.#assignmentsOf(token.session.userName).map(({ accountId }) => accountId);
    return { outcome: "ok", detail: [...new Set(held)].toSorted() };
  }

  roleCredentials(
    token: AccessToken,
    accountId: string,
    role: keyof typeof seconds.role,
  ): Due & { keys?: Keys } {
    if (!this.#isValid(token)) return { outcome: "401 UnauthorizedException" };
    const isAssigned = this.#assignmentsOf(token.session.userName).some(
      (each) => each.accountId === accountId && each.permissionSet === role,
    );
    if (!isAssigned) return { outcome: "403 ForbiddenException" };
    const expiresAt = floorToSecond(this.now) + seconds.role[role] * 1000;
    return { outcome: "ok", detail: { expiration: expiresAt }, keys: { role, expiresAt } };
  }

  callerIdentity({ expiresAt }: Keys): Due {
    return { outcome: this.now >= expiresAt ? "403 ExpiredToken" : "ok" };
  }

  converse({ expiresAt, role }: Keys): Due {
    if (this.now >= expiresAt) return { outcome: "403 ExpiredTokenException" };
    return { outcome: role === "Inference" ? "ok" : "403 AccessDeniedException" };
  }

  logout(token: AccessToken): Due {
    if (!this.#isValid(token)) return { outcome: "401 UnauthorizedException" };
    token.session.ended = true;
    return { outcome: "ok" };
  }

  #refuseClient({ expiresAt, grants }: Client, grant: string): Due | undefined {
    if (this.now >= expiresAt) return { outcome: "401 InvalidClientException" };
    return grants?.includes(grant) === false ? { outcome: "400 UnauthorizedClientException" } : undefined;
  }

  /** Tokens never outlive the session; only scopes make it refreshable, and then the access token is short. */
  #issue(session: Session): Issued {
    const { scoped, grants } = session.client;
    const left = Math.ceil((session.endsAt - this.now) / 1000);
    const expiresIn = scoped ? Math.min(left, seconds.accessToken) : left;
    const refreshable = scoped && (grants?.includes("refresh_token") ?? true);
    return {
      outcome: "ok",
      detail: { expiresIn, tokenType: "Bearer", refreshable },
      accessToken: { session, expiresAt: this.now + expiresIn * 1000 },
      refreshToken: refreshable ? { session, spent: false } : undefined,
    };
  }

  #isValid({ session, expiresAt }: AccessToken): boolean {
    return this.now < expiresAt && this.#isLive(session);
  }

  #isLive({ ended, endsAt, userName }: Session): boolean {
    return !ended && this.now < endsAt && !this.disabled.has(userName);
  }

  #assignmentsOf(userName: string): readonly SeedAssignment[] {
    return this.assignments.filter(
      (each) => each.userName === userName || (each.groupName !== undefined && members.includes(userName)),
    );
  }
}

function floorToSecond(time: number): number {
  return Math.floor(time / 1000) * 1000;
}
