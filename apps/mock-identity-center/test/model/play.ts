/** Plays a sequence on the mock and on the model, and holds every answer against the one that is due. */

import type { Keys as SigningKeys } from "../support/sign.ts";
import type { Comparison } from "./comparison.ts";
import type { AccessToken, Client, Device, Issued, Keys, RefreshToken } from "./model.ts";
import { Model } from "./model.ts";
import type { Answer, Credentials, MockUnderTest } from "./mock-under-test.ts";
import type { Ending, Step } from "./steps.ts";
import { assignments } from "./world.ts";

/** What the model knows of a thing, and the secret under which the mock knows it. */
interface Held<M, S> {
  readonly model: M;
  readonly secret: S;
}

export class Player {
  readonly #mock: MockUnderTest;
  readonly #comparison: Comparison;
  readonly #model = new Model();
  readonly #clients: Held<Client, Credentials>[] = [];
  readonly #devices: Held<Device, { readonly deviceCode: string; readonly userCode: string }>[] = [];
  readonly #accessTokens: Held<AccessToken, string>[] = [];
  readonly #refreshTokens: Held<RefreshToken, string>[] = [];
  readonly #keys: Held<Keys, SigningKeys>[] = [];
  /** Codes and refresh tokens that gave tokens. */
  readonly #redeemed = new Set<string>();

  constructor(mock: MockUnderTest, comparison: Comparison) {
    mock.reset();
    this.#mock = mock;
    this.#comparison = comparison;
  }

  /** Throws when the mock does not answer what is due. Steps that name things that are not there do nothing. */
  play(steps: readonly Step[]): void {
    for (const step of steps) this.#play(step);
    this.#audit();
  }

  #play(step: Step): void {
    switch (step.do) {
      case "register":
        return this.#register(step.scoped, step.grants);
      case "start":
        return use(this.#clients, step.client, (client) => this.#start(client));
      case "approve":
        return use(this.#devices, step.device, (device) => this.#decide(device, step.userName));
      case "deny":
        return use(this.#devices, step.device, (device) => this.#decide(device, undefined));
      case "sign in":
        return use(this.#clients, step.client, (client) => this.#signIn(client, step.userName));
      case "poll":
        this.#advance(step.afterMs);
        return use(this.#devices, step.device, (device) =>
          this.#poll(device, this.#clientFor(device.model, step.by)),
        );
      case "refresh":
        return use(this.#refreshTokens, step.token, (token) =>
          this.#refresh(token, this.#clientFor(token.model.session, step.by)),
        );
      case "credentials":
        return use(this.#accessTokens, step.token, (token) => this.#mint(token, step.accountId, step.role));
      case "accounts":
        return use(this.#accessTokens, step.token, (token) => this.#listAccounts(token));
      case "identity":
        return use(this.#keys, step.keys, (keys) => this.#callerIdentity(keys));
      case "converse":
        return use(this.#keys, step.keys, (keys) => this.#converse(keys));
      case "logout":
        return use(this.#accessTokens, step.token, ({ model, secret }) =>
          this.#comparison.hold("logout", this.#mock.logout(secret), this.#model.logout(model)),
        );
      case "revoke":
        return this.#revoke(step.session);
      case "enable":
        return this.#enable(step.userName, step.enabled);
      case "assign":
        return this.#assign(step.assignment, step.assigned);
      case "advance":
        return this.#advance(step.ms);
      case "edge":
        return this.#goToEdge(step.of, step.thing, step.offsetMs);
    }
  }

  /** Whatever the sequence did, everything it was ever given must count now for what the model says. */
  #audit(): void {
    for (const token of this.#accessTokens) this.#listAccounts(token);
    for (const keys of this.#keys) this.#callerIdentity(keys);
    for (const token of this.#refreshTokens.slice())
      this.#refresh(token, this.#clientFor(token.model.session, "its own"));
    for (const device of this.#devices) this.#poll(device, this.#clientFor(device.model, "its own"));
  }

  #goToEdge(of: Ending, pick: number, offsetMs: number): void {
    const moveTo = (end: number): void => this.#advance(Math.max(0, end + offsetMs - this.#model.now));
    switch (of) {
      case "device code":
        return use(this.#devices, pick, (device) => {
          moveTo(device.model.expiresAt);
          this.#poll(device, this.#clientFor(device.model, "its own"));
        });
      case "access token":
        return use(this.#accessTokens, pick, (token) => {
          moveTo(token.model.expiresAt);
          this.#listAccounts(token);
        });
      case "session":
        return use(this.#refreshTokens, pick, (token) => {
          moveTo(token.model.session.endsAt);
          this.#refresh(token, this.#clientFor(token.model.session, "its own"));
        });
      case "keys":
        return use(this.#keys, pick, (keys) => {
          moveTo(keys.model.expiresAt);
          this.#callerIdentity(keys);
          this.#converse(keys);
        });
      case "registration":
        return use(this.#clients, pick, (client) => {
          moveTo(client.model.expiresAt);
          this.#start(client);
        });
    }
  }

  #advance(ms: number): void {
    this.#mock.advance(ms);
    this.#model.now += ms;
  }

  #register(scoped: boolean, grants: readonly string[] | undefined): void {
    const answer = this.#mock.register(scoped, grants);
    this.#comparison.hold("register", answer, { outcome: "ok" });
    const { clientId, clientSecret } = answer.json as unknown as Credentials;
    this.#clients.push({ model: this.#model.register(scoped, grants), secret: { clientId, clientSecret } });
  }

  #start(client: Held<Client, Credentials>): void {
    const answer = this.#mock.start(client.secret);
    const due = this.#model.start(client.model);
    this.#comparison.hold("start", answer, due);
    const secret = answer.json as unknown as { readonly deviceCode: string; readonly userCode: string };
    if (due.device !== undefined) this.#devices.push({ model: due.device, secret });
  }

  #signIn(client: Held<Client, Credentials>, userName: string): void {
    const before = this.#devices.length;
    this.#start(client);
    const device = this.#devices[before];
    if (device === undefined) return;
    this.#decide(device, userName);
    this.#poll(device, client);
  }

  /** @param userName undefined for a denial. */
  #decide(
    { model, secret }: Held<Device, { readonly userCode: string }>,
    userName: string | undefined,
  ): void {
    const { userCode } = secret;
    const answer = this.#mock.edit((administration) =>
      userName === undefined ? administration.deny(userCode) : administration.approve(userCode, userName),
    );
    this.#comparison.hold(
      userName === undefined ? "deny" : "approve",
      answer,
      this.#model.decide(model, userName),
    );
  }

  #poll(
    { model, secret }: Held<Device, { readonly deviceCode: string }>,
    client: Held<Client, Credentials>,
  ): void {
    const answer = this.#mock.poll(client.secret, secret.deviceCode);
    this.#receive("poll", secret.deviceCode, answer, this.#model.poll(model, client.model));
  }

  #refresh({ model, secret }: Held<RefreshToken, string>, client: Held<Client, Credentials>): void {
    const answer = this.#mock.refresh(client.secret, secret);
    this.#receive("refresh", secret, answer, this.#model.refresh(model, client.model));
  }

  #receive(step: string, redeemed: string, answer: Answer, due: Issued): void {
    this.#comparison.hold(step, answer, due);
    if (due.accessToken === undefined) return;
    if (this.#redeemed.has(redeemed)) throw new Error(`${step}: the same secret gave tokens twice`);
    this.#redeemed.add(redeemed);
    const { accessToken, refreshToken } = answer.json as Readonly<Record<string, string>>;
    this.#accessTokens.push({ model: due.accessToken, secret: accessToken ?? "" });
    if (due.refreshToken) this.#refreshTokens.push({ model: due.refreshToken, secret: refreshToken ?? "" });
  }

  #mint({ model, secret }: Held<AccessToken, string>, accountId: string, role: "Inference" | "Audit"): void {
    const answer = this.#mock.roleCredentials(secret, accountId, role);
    const due = this.#model.roleCredentials(model, accountId, role);
    this.#comparison.hold("credentials", answer, due);
    if (due.keys) this.#keys.push({ model: due.keys, secret: answer.json["roleCredentials"] as SigningKeys });
  }

  #listAccounts({ model, secret }: Held<AccessToken, string>): void {
    this.#comparison.hold("accounts", this.#mock.listAccounts(secret), this.#model.listAccounts(model));
  }

  #callerIdentity({ model, secret }: Held<Keys, SigningKeys>): void {
    this.#comparison.hold("identity", this.#mock.callerIdentity(secret), this.#model.callerIdentity(model));
  }

  #converse({ model, secret }: Held<Keys, SigningKeys>): void {
    this.#comparison.hold("converse", this.#mock.converse(secret), this.#model.converse(model));
  }

  #revoke(pick: number): void {
    const listed = this.#mock.administration.sessions();
    if (listed.length !== this.#model.sessions.length)
      throw new Error("revoke: a session too many or too few");
    use(this.#model.sessions, pick, (session) => {
      const id = listed[this.#model.sessions.indexOf(session)]?.id ?? "";
      this.#comparison.hold(
        "revoke",
        this.#mock.edit((administration) => administration.revokeSession(id)),
        { outcome: "ok" },
      );
      session.ended = true;
    });
  }

  #enable(userName: string, enabled: boolean): void {
    const answer = this.#mock.edit((administration) => administration.setUserEnabled(userName, enabled));
    this.#comparison.hold(enabled ? "enable" : "disable", answer, { outcome: "ok" });
    if (enabled) this.#model.disabled.delete(userName);
    else this.#model.disabled.add(userName);
  }

  #assign(index: number, assigned: boolean): void {
    const assignment = assignments[index];
    if (assignment === undefined) return;
    const others = this.#model.assignments.filter((each) => each !== assignment);
    const isThere = others.length < this.#model.assignments.length;
    const answer = this.#mock.edit((administration) =>
      assigned ? administration.addAssignment(assignment) : administration.removeAssignment(assignment),
    );
    const due = assigned || isThere ? "ok" : "UNKNOWN_ASSIGNMENT";
    this.#comparison.hold(assigned ? "assign" : "unassign", answer, { outcome: due });
    this.#model.assignments = assigned ? [...others, assignment] : others;
  }

  /** The client a thing was given to, or another one if there is another. */
  #clientFor({ client }: { readonly client: Client }, by: "its own" | "another"): Held<Client, Credentials> {
    const wanted = this.#clients.findLast(({ model }) => (model === client) === (by === "its own"));
    const own = this.#clients.find(({ model }) => model === client);
    return (wanted ?? own) as Held<Client, Credentials>;
  }
}

function use<T>(things: readonly T[], pick: number, act: (thing: T) => void): void {
  const thing = things.at(-1 - (pick % things.length));
  if (thing !== undefined) act(thing);
}
