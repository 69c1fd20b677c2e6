import { temporaryDirectory } from "@latchkey/test-kit";
import { onTestFinished } from "vitest";
import { fileKeyStore } from "../test/support/file-key-store.ts";
import { keyStoreContract } from "../test/support/key-store-contract.ts";
import { rememberingAnswer, scriptedHosts } from "../test/support/scripted-host.ts";
import { sealedKeyStore } from "../test/support/sealed-key-store.ts";
import { keytarKeyStore } from "./keytar-key-store.ts";
import { memoryKeyStore } from "./memory-key-store.ts";

keyStoreContract("memory", memoryKeyStore);

keyStoreContract("keytar with a scripted host", () => {
  const { startHost } = scriptedHosts(rememberingAnswer());
  return keytarKeyStore({ service: "test", environment: {}, startHost });
});

keyStoreContract("the adapter of the README", () => sealedKeyStore());

keyStoreContract("the tests' files", () => {
  const directory = temporaryDirectory();
  onTestFinished(() => directory[Symbol.dispose]());
  return fileKeyStore(directory.path);
});
