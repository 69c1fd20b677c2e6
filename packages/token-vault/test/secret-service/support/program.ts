/** An app that keeps a sign-in: reads one instruction from standard input, does it, and prints the result. */

import { secret } from "@latchkey/secret";
import { openTokenVault, probeKeyStore } from "@latchkey/token-vault";
import { text } from "node:stream/consumers";
import { keyStoreOf } from "./adapters.ts";
import type { Instruction } from "./run-program.ts";

const { adapter, action, directory, token } = JSON.parse(await text(process.stdin)) as Instruction;
const keyStore = keyStoreOf(adapter);
const key = { startUrl: "https://acme.awsapps.com/start", region: "eu-west-1", kind: "sign-in" } as const;

const actions: Record<Instruction["action"], () => Promise<unknown>> = {
  probe: () => probeKeyStore(keyStore),
  put: async () => {
    const vault = await openTokenVault({ directory, keyStore });
    await vault.put(key, { secrets: { accessToken: secret(token) }, metadata: {} });
    return "put";
  },
  get: async () => {
    const vault = await openTokenVault({ directory, keyStore });
    const read = await vault.get(key);
    return read.status === "found" ? { isSame: read.entry.secrets["accessToken"]?.reveal() === token } : read;
  },
  clear: async () => {
    await (await openTokenVault({ directory, keyStore })).clear();
    return "cleared";
  },
};

// Neither `close` nor `process.exit`: an app that forgets both must end all the same.
const result = await actions[action]().catch((error: unknown) => error);
const { code, state } = result as { readonly code?: string; readonly state?: string };
process.stdout.write(JSON.stringify(result instanceof Error ? { code, state } : result));
