/** Stands in for the Windows registry: as `native-reg`, and as `reg.exe`. */
import { writeFileSync } from "node:fs";
import type { Exec, NativeRegistry } from "../../src/index.ts";
import { reg } from "../support.ts";

export interface RegistryValue {
  /** The registry's own number of the type: 1 is REG_SZ, 4 is REG_DWORD. */
  readonly type: number;
  readonly data: Uint8Array;
}

/** Keys by `HKLM\path` or `HKCU\path`. */
export type Keys = Readonly<Record<string, Readonly<Record<string, RegistryValue>>>>;

export const KEY = String.raw`SOFTWARE\Policies\Latchkey`;
export const HKLM_KEY = `HKLM\\${KEY}`;
export const HKCU_KEY = `HKCU\\${KEY}`;

export const sz = (text: string, end = "\0"): RegistryValue => wide(1, text + end);
export const expandable = (text: string): RegistryValue => wide(2, `${text}\0`);
export const multi = (text: string): RegistryValue => wide(7, `${text}\0\0`);
export const binary = (...bytes: readonly number[]): RegistryValue => ({ type: 3, data: Buffer.from(bytes) });
export const dword = (value: number): RegistryValue => {
  const data = Buffer.alloc(4);
  data.writeUInt32LE(value);
  return { type: 4, data };
};
export const qword = (value: bigint): RegistryValue => {
  const data = Buffer.alloc(8);
  data.writeBigUInt64LE(value);
  return { type: 11, data };
};

export const texts = (settings: Readonly<Record<string, string>>): Record<string, RegistryValue> =>
  Object.fromEntries(Object.entries(settings).map(([name, value]) => [name, sz(value)]));

/** Counts the keys that were opened and not closed. */
export function fakeNativeRegistry(keys: Keys): NativeRegistry & { readonly open: Set<unknown> } {
  const open = new Set<unknown>();
  return {
    open,
    openKey(hive, path, access) {
      if ((access & 0x100) === 0) throw new Error("expected the 64-bit view");
      const name = `${hive === 0x8000_0002 ? "HKLM" : "HKCU"}\\${path}`;
      const values = keys[name];
      if (values === undefined) return null;
      const key = { values };
      open.add(key);
      return key;
    },
    enumValueNames: (key) => Object.keys(valuesOf(key)),
    queryValueRaw(key, name) {
      const value = valuesOf(key)[name];
      return value === undefined ? null : Object.assign(Buffer.from(value.data), { type: value.type });
    },
    closeKey: (key) => void open.delete(key),
  };
}

export interface FakeRegExe {
  readonly exec: Exec;
  readonly calls: readonly (readonly string[])[];
}

/** Writes what `reg.exe export` would; without the key it exits with 1 and writes nothing. */
export function fakeRegExe(keys: Readonly<Record<string, string>>): FakeRegExe {
  const calls: (readonly string[])[] = [];
  const known = String.raw`HKLM\SYSTEM\CurrentControlSet\Control\ComputerName\ComputerName`;
  const all: Readonly<Record<string, string>> = { [known]: '"ComputerName"="HOST"', ...keys };
  return {
    calls,
    exec: async (program, args) => {
      calls.push([program, ...args]);
      const [, key = "", file = ""] = args;
      const values = all[key];
      if (values === undefined) return { exitCode: 1 };
      writeFileSync(
        file,
        reg(
          `[${key.replace("HKLM", "HKEY_LOCAL_MACHINE").replace("HKCU", "HKEY_CURRENT_USER")}]\n${values}\n`,
        ),
      );
      return { exitCode: 0 };
    },
  };
}

function wide(type: number, text: string): RegistryValue {
  return { type, data: Buffer.from(text, "utf16le") };
}

function valuesOf(key: unknown): Readonly<Record<string, RegistryValue>> {
  return (key as { readonly values: Readonly<Record<string, RegistryValue>> }).values;
}
