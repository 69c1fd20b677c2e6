/** Browsers: the cookie that tells them apart, who is signed in, and the CSRF token bound to the cookie. */

import { createHmac } from "node:crypto";
import type { Context } from "../core/context.ts";
import { base64url } from "../core/random.ts";
import type { Call } from "../core/wire.ts";
import type { Directory, User } from "../state/directory.ts";

export interface Visitor {
  readonly id: string;
  readonly csrfToken: string;
  readonly signedIn: BrowserSignIn | undefined;
  /** The header to send when the browser has to learn its cookie; otherwise empty. */
  readonly setCookie: Readonly<Record<string, string>>;
}

/** Who uses a browser, and until when. */
export interface BrowserSignIn {
  readonly user: User;
  readonly directory: Directory;
  readonly endsAt: number;
}

const cookieName = "mock_identity_center";

export class Visitors {
  readonly #context: Context;
  readonly #csrfKey: Uint8Array;
  readonly #signIns = new Map<string, BrowserSignIn>();

  constructor(context: Context) {
    this.#context = context;
    this.#csrfKey = context.random(32);
  }

  /** The browser behind a request. Nothing is remembered of one that has not signed in. */
  identify(call: Call): Visitor {
    const id = readCookie(call.request.headers["cookie"]);
    if (id === undefined) return this.#newVisitor();
    const signIn = this.#signIns.get(id);
    const live = signIn !== undefined && signIn.user.enabled && this.#context.now() < signIn.endsAt;
    return { id, csrfToken: this.#csrfTokenOf(id), signedIn: live ? signIn : undefined, setCookie: {} };
  }

  /** Signs a user in under a new cookie: a cookie somebody planted before must not become theirs. */
  signIn(before: Visitor, user: User, directory: Directory): Visitor {
    this.#signIns.delete(before.id);
    const visitor = this.#newVisitor();
    const endsAt = this.#context.now() + directory.settings.sessionDurationSeconds * 1000;
    const signedIn = { user, directory, endsAt };
    this.#signIns.set(visitor.id, signedIn);
    return { ...visitor, signedIn };
  }

  signOut(visitor: Visitor): Visitor {
    this.#signIns.delete(visitor.id);
    return this.#newVisitor();
  }

  #newVisitor(): Visitor {
    const id = base64url(this.#context.random(24));
    const secure = this.#context.publicUrl().startsWith("https:") ? "; Secure" : "";
    return {
      id,
      csrfToken: this.#csrfTokenOf(id),
      signedIn: undefined,
      setCookie: { "set-cookie": `${cookieName}=${id}; Path=/; HttpOnly; SameSite=Lax${secure}` },
    };
  }

  #csrfTokenOf(id: string): string {
    return createHmac("sha256", this.#csrfKey).update(id).digest("base64url");
  }
}

function readCookie(header: string | undefined): string | undefined {
  for (const pair of (header ?? "").split(/[;,]/)) {
    const [, name, value] = /^\s*([^=]+)=([\w-]{32})\s*$/.exec(pair) ?? [];
    if (name === cookieName) return value;
  }
  return undefined;
}
