export type { Clock } from "./clock.ts";
export type { HostProcess, HostStart, StartHost } from "./host-process.ts";
export { KeyStoreError } from "./key-store.ts";
export type { KeyStore, KeyStoreState } from "./key-store.ts";
export { keytarKeyStore } from "./keytar-key-store.ts";
export type { KeytarKeyStoreOptions } from "./keytar-key-store.ts";
export { memoryKeyStore } from "./memory-key-store.ts";
export { probeKeyStore } from "./probe-key-store.ts";
export type { KeyStoreProbe } from "./probe-key-store.ts";
export { secretServiceKeyStore } from "./secret-service-key-store.ts";
export type { SecretServiceKeyStoreOptions } from "./secret-service-key-store.ts";
export { systemKeyStore } from "./system-key-store.ts";
export type { SystemKeyStoreOptions } from "./system-key-store.ts";
export { openTokenVault } from "./token-vault.ts";
export type { OpenTokenVaultOptions, TokenVault } from "./token-vault.ts";
export type { RotationResult } from "./rotate-data-key.ts";
export { TokenVaultError } from "./token-vault-error.ts";
export type { LockHolder, TokenVaultErrorCode, TokenVaultErrorOptions } from "./token-vault-error.ts";
export type { DirectoryFacts, FileRead, VaultFileSystem } from "./vault-file-system.ts";
export type { LockOptions } from "./vault-lock.ts";
export type {
  UnreadableReason,
  VaultEntry,
  VaultKey,
  VaultOwner,
  VaultRead,
  VaultRecordKind,
} from "./vault-types.ts";
