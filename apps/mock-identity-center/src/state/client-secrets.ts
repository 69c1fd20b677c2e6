/** The secrets of clients, computed from the mint's key; those asked for lately are kept. */

import type { Mint } from "./mint.ts";
import type { ClientRegistration } from "./records.ts";
import { clientSecretOf } from "./shapes.ts";

/** About two megabytes of secrets, whatever the number of clients. */
const mostKept = 1000;

export class ClientSecrets {
  readonly #mint: Mint;
  readonly #kept = new Map<ClientRegistration, string>();

  constructor(mint: Mint) {
    this.#mint = mint;
  }

  /** A client shows its secret with every poll: computing it again would cost more than the rest of the answer. */
  of(client: ClientRegistration): string {
    const known = this.#kept.get(client);
    if (known !== undefined) return known;
    const secret = clientSecretOf(this.#mint, client);
    if (this.#kept.size >= mostKept) this.#kept.clear();
    this.#kept.set(client, secret);
    return secret;
  }
}
