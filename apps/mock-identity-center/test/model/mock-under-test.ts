/** The mock without sockets: requests go straight into its core, on a clock that only the sequence moves. */

import { mockClock } from "../../src/core/clock.ts";
import { Core } from "../../src/core/core.ts";
import { systemRandom } from "../../src/core/random.ts";
import { RequestJournal } from "../../src/core/request-journal.ts";
import type { WireResponse } from "../../src/core/wire.ts";
import { FaultBook } from "../../src/faults/fault-book.ts";
import { MockIdentityCenterError } from "../../src/index.ts";
import { Administration } from "../../src/world/administration.ts";
import { World } from "../../src/world/world.ts";
import { signedHeaders } from "../support/sign.ts";
import type { Keys } from "../support/sign.ts";
import { deviceCodeGrant } from "./model.ts";
import type { Due } from "./model.ts";
import { modelId, region, seed, startOfTime, startUrl } from "./world.ts";

const url = "http://mock";

export interface Credentials {
  readonly clientId: string;
  readonly clientSecret: string;
}

/** What the mock answered; `json` holds all of a good answer. */
export interface Answer extends Due {
  readonly json: Readonly<Record<string, unknown>>;
}

export class MockUnderTest {
  readonly administration: Administration;
  readonly #core: Core;
  readonly #world: World;
  #now: number = startOfTime;

  constructor() {
    const random = systemRandom();
    const clock = mockClock({ now: () => this.#now });
    this.#world = new World(
      {
        clock,
        random,
        signatureNow: () => this.#now,
        publicUrl: () => url,
        verificationBase: undefined,
        keptEvents: 10,
      },
      seed,
    );
    this.#core = new Core(this.#world, new RequestJournal(10, undefined), new FaultBook());
    this.administration = new Administration(this.#world);
  }

  /** As it was at first, which is quicker than to make another one. */
  reset(): void {
    this.#world.reset();
    this.#now = startOfTime;
  }

  advance(ms: number): void {
    this.#now += ms;
  }

  register(scoped: boolean, grantTypes: readonly string[] | undefined): Answer {
    const scopes = scoped ? { scopes: ["sso:account:access"] } : {};
    return this.#post("/client/register", {
      clientName: "model",
      clientType: "public",
      grantTypes,
      ...scopes,
    });
  }

  start(client: Credentials): Answer {
    const answer = this.#post("/device_authorization", { ...client, startUrl });
    const { expiresIn, interval } = answer.json;
    return withDetail(answer, { expiresIn, interval });
  }

  poll(client: Credentials, deviceCode: string): Answer {
    return this.#token({ ...client, deviceCode, grantType: deviceCodeGrant });
  }

  refresh(client: Credentials, refreshToken: string): Answer {
    return this.#token({ ...client, refreshToken, grantType: "refresh_token" });
  }

  listAccounts(accessToken: string): Answer {
    const answer = this.#portal("GET", "/assignment/accounts", accessToken);
    const list = answer.json["accountList"] as readonly { readonly accountId: string }[] | undefined;
    return withDetail(
      answer,
      list?.map(({ accountId }) => accountId),
    );
  }

  roleCredentials(accessToken: string, accountId: string, role: string): Answer {
    const target = `/federation/credentials?role_name=${role}&account_id=${accountId}`;
    const answer = this.#portal("GET", target, accessToken);
    const { expiration } = (answer.json["roleCredentials"] ?? {}) as { readonly expiration?: number };
    return withDetail(answer, { expiration });
  }

  logout(accessToken: string): Answer {
    return this.#portal("POST", "/logout", accessToken);
  }

  callerIdentity(keys: Keys): Answer {
    return this.#signed(keys, "sts", "/", "Action=GetCallerIdentity&Version=2011-06-15");
  }

  converse(keys: Keys): Answer {
    const body = JSON.stringify({ messages: [{ role: "user", content: [{ text: "Hello" }] }] });
    return this.#signed(keys, "bedrock", `/model/${encodeURIComponent(modelId)}/converse`, body);
  }

  /** Something an administrator or user does: `ok`, or the code of the error. */
  edit(change: (administration: Administration) => void): Answer {
    try {
      change(this.administration);
      return { outcome: "ok", json: {} };
    } catch (error) {
      if (error instanceof MockIdentityCenterError) return { outcome: error.code, json: {} };
      throw error;
    }
  }

  #token(body: object): Answer {
    const answer = this.#post("/token", body);
    const { expiresIn, tokenType, refreshToken } = answer.json;
    return withDetail(answer, { expiresIn, tokenType, refreshable: refreshToken !== undefined });
  }

  #post(target: string, body: object): Answer {
    return this.#send("POST", target, {}, JSON.stringify(body));
  }

  #portal(method: string, target: string, accessToken: string): Answer {
    return this.#send(method, target, { "x-amz-sso_bearer_token": accessToken }, "");
  }

  #signed(keys: Keys, service: string, target: string, body: string): Answer {
    const request = { method: "POST", target, body };
    const signed = signedHeaders({ mock: { url } }, keys, request, { service, region, at: this.#now });
    return this.#send("POST", target, { host: "mock", ...signed }, body);
  }

  #send(method: string, target: string, headers: Readonly<Record<string, string>>, body: string): Answer {
    const response = this.#core.handle({ method, target, headers, body: Buffer.from(body) });
    const text = String(response.body);
    if (response.status === 200) return { outcome: "ok", json: text.startsWith("{") ? JSON.parse(text) : {} };
    return { outcome: `${response.status} ${errorOf(response, text)}`, json: {} };
  }
}

/** Where SDKs look: the header, or the code in the XML of the query protocol. */
function errorOf({ headers }: WireResponse, text: string): string | undefined {
  return headers["x-amzn-errortype"]?.split(":")[0] ?? /<Code>(\w+)</.exec(text)?.[1];
}

function withDetail(answer: Answer, detail: unknown): Answer {
  return answer.outcome === "ok" ? { ...answer, detail } : answer;
}
