/**
 * The trust between an instance and its stand-in for an external identity provider: requests that wait for an
 * answer, and signed answers that count once, for the browser that asked, for a few minutes.
 */

import { createHmac } from "node:crypto";
import type { Context } from "../../core/context.ts";
import { base64url } from "../../core/random.ts";
import type { Directory, User } from "../../state/directory.ts";
import { isSameText } from "../same-text.ts";
import type { Visitor } from "../visitors.ts";

/** A sign-in that was sent to the identity provider. */
export interface FederatedRequest {
  readonly id: string;
  readonly visitorId: string;
  readonly directory: Directory;
  readonly userName: string;
  readonly destination: string;
  readonly expiresAt: number;
}

export type FederatedAnswer =
  | { readonly status: "accepted"; readonly user: User; readonly request: FederatedRequest }
  | { readonly status: "refused"; readonly reason: string };

/** What the identity provider states, before it is signed. */
interface Assertion {
  readonly request: string;
  readonly userName: string;
  readonly notOnOrAfter: number;
}

const requestLife = 600_000;
const answerLife = 120_000;
/** More browsers than ever sign in at once; the oldest request gives way. */
const mostRequests = 1000;

export class Federation {
  readonly #context: Context;
  readonly #key: Uint8Array;
  readonly #requests = new Map<string, FederatedRequest>();

  constructor(context: Context) {
    this.#context = context;
    this.#key = context.random(32);
  }

  begin(
    visitor: Visitor,
    details: Pick<FederatedRequest, "directory" | "userName" | "destination">,
  ): FederatedRequest {
    const [oldest] = this.#requests.keys();
    if (oldest !== undefined && this.#requests.size >= mostRequests) this.#requests.delete(oldest);
    const id = base64url(this.#context.random(18));
    const request = { id, visitorId: visitor.id, ...details, expiresAt: this.#context.now() + requestLife };
    this.#requests.set(id, request);
    return request;
  }

  /** The request that waits under this id, for the identity provider of the instance it was sent to. */
  waiting(id: string, directory: Directory): FederatedRequest | undefined {
    const request = this.#requests.get(id);
    return request?.directory === directory && this.#context.now() < request.expiresAt ? request : undefined;
  }

  /** The identity provider's signed statement about who answered a request. */
  assert({ id, directory }: FederatedRequest, user: User): string {
    const assertion: Assertion = {
      request: id,
      userName: user.userName,
      notOnOrAfter: this.#context.now() + answerLife,
    };
    const payload = Buffer.from(JSON.stringify(assertion)).toString("base64url");
    return `${payload}.${this.#sign(directory, payload)}`;
  }

  /** Accepts an answer once; whatever else it is, a request that was answered is over. */
  accept(visitor: Visitor, answer: string): FederatedAnswer {
    const [payload = "", signature = ""] = answer.split(".");
    const assertion = readAssertion(payload);
    const request = assertion && this.#requests.get(assertion.request);
    if (assertion === undefined || request === undefined || request.visitorId !== visitor.id)
      return refused("The answer has been used already, or another browser asked for it.");
    const { directory } = request;
    if (!isSameText(signature, this.#sign(directory, payload)))
      return refused("The answer is not signed by the identity provider of this portal.");
    this.#requests.delete(request.id);
    const now = this.#context.now();
    if (now >= assertion.notOnOrAfter || now >= request.expiresAt)
      return refused("The answer came too late.");
    const user = directory.user(assertion.userName);
    if (user === undefined) return refused("This portal has no such user.");
    if (!user.enabled) return refused("This user is disabled. Ask your administrator.");
    return { status: "accepted", user, request };
  }

  /** Every instance has a key of its own. */
  #sign(directory: Directory, payload: string): string {
    return createHmac("sha256", this.#key)
      .update(`${directory.identityStoreId}\n${payload}`)
      .digest("base64url");
  }
}

function refused(reason: string): FederatedAnswer {
  return { status: "refused", reason };
}

/** What an answer claims; nothing of it is believed before its signature is checked. */
function readAssertion(payload: string): Assertion | undefined {
  try {
    const claimed: unknown = JSON.parse(Buffer.from(payload, "base64url").toString("utf8"));
    return typeof claimed === "object" && claimed !== null ? (claimed as Assertion) : undefined;
  } catch {
    return undefined;
  }
}
