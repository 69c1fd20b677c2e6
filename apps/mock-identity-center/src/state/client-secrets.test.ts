import { expect, test } from "vitest";
import { systemRandom } from "../core/random.ts";
import { newMintKey } from "./mint.ts";
import { Store } from "./store.ts";
import { Tables } from "./tables.ts";

test("every client keeps a secret of its own, however many ask for theirs", () => {
  const random = systemRandom();
  const store = new Store(random, new Tables(newMintKey(random)));
  const asked = { clientName: "a test", scopes: [], grantTypes: undefined, redirectUris: [] };
  const details = { ...asked, directory: undefined, issuedAt: 0, expiresAt: 1000 };
  const clients = Array.from({ length: 2500 }, () => store.addClient(details, "us-east-1"));
  const secrets = clients.map((client) => store.clientSecret(client));
  expect(new Set(secrets).size).toBe(clients.length);
  expect(clients.map((client) => store.clientSecret(client))).toEqual(secrets);
});
