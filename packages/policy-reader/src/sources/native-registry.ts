/**
 * Reads one policy key of the Windows registry in this process, through `native-reg`.
 *
 * The package is optional and loaded only when somebody asks: it throws when called off Windows.
 */
import type { Finding } from "../diagnostic.ts";
import type { DecodedEntry } from "../policy-types.ts";
import { DecodeFailure, tooMany } from "../decode/decode-failure.ts";
import { MAX_FILE_BYTES, MAX_KEYS } from "../decode/limits.ts";
import { storedValue } from "../decode/reg-value.ts";
import { visibleEntries, type RegistrySetting } from "../decode/registry-settings.ts";

/** The part of `native-reg` that is used. */
export interface NativeRegistry {
  /** `null` when the key does not exist. */
  openKey(hive: number, path: string, access: number): unknown;
  enumValueNames(key: unknown): readonly string[];
  /** `null` when the value does not exist. */
  queryValueRaw(key: unknown, name: string): (Uint8Array & { readonly type: number }) | null;
  closeKey(key: unknown): void;
}

export interface RegistryKey {
  readonly hive: "HKLM" | "HKCU";
  /** Below the hive. */
  readonly path: string;
}

export interface RegistryReading {
  readonly entries: readonly DecodedEntry[];
  readonly findings: readonly Finding[];
}

/** Predefined keys of `winreg.h`. */
const HIVES = { HKLM: 0x8000_0002, HKCU: 0x8000_0001 } as const;
/** KEY_QUERY_VALUE and KEY_WOW64_64KEY, so that a 32-bit process sees the same policy. */
const ACCESS = 0x0001 | 0x0100;

export async function loadNativeRegistry(): Promise<NativeRegistry> {
  const loaded = await import("native-reg");
  return loaded.default;
}

/**
 * The values directly under a key; `undefined` when there is no such key.
 *
 * @throws {Error} of the operating system, for instance when access is denied.
 */
export function readNativeRegistry(registry: NativeRegistry, key: RegistryKey): RegistryReading | undefined {
  const open = registry.openKey(HIVES[key.hive], key.path, ACCESS);
  if (open === null || open === undefined) return undefined;
  try {
    const findings: Finding[] = [];
    return { entries: visibleEntries(readSettings(registry, open), findings), findings };
  } finally {
    registry.closeKey(open);
  }
}

function readSettings(registry: NativeRegistry, key: unknown): readonly RegistrySetting[] {
  const names = registry.enumValueNames(key);
  if (names.length > MAX_KEYS) throw tooMany(MAX_KEYS);
  let bytes = 0;
  return names.flatMap((name) => {
    const data = registry.queryValueRaw(key, name);
    // Removed since the names were listed.
    if (data === null) return [];
    bytes += data.length;
    if (bytes > MAX_FILE_BYTES) throw new DecodeFailure("larger than 1 MiB", "file-too-large");
    const content = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
    return [{ name, value: storedValue(data.type.toString(16), content) }];
  });
}
