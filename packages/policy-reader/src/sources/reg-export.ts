/**
 * Reads one policy key of the Windows registry through `reg.exe export`, which is lossless.
 *
 * Not `reg.exe query`: that prints in the console's code page and in columns that a value can imitate.
 */
import { mkdtemp, open, rm } from "node:fs/promises";
import { join, win32 } from "node:path";
import { decodePolicy, type DecodedPolicy } from "../decode/decode-policy.ts";
import { diagnose, error, warning } from "../diagnostic.ts";
import type { Exec } from "./exec.ts";
import type { RegistryKey } from "./native-registry.ts";
import { readAtMost } from "./read-at-most.ts";

export interface RegExportOptions {
  readonly exec: Exec;
  /** The Windows folder, `%SystemRoot%`. */
  readonly systemRoot: string;
  readonly temporaryDirectory: string;
  readonly timeoutMs: number;
  /** Names the key in messages. */
  readonly name: string;
  readonly signal?: AbortSignal;
}

export type RegExport =
  | DecodedPolicy
  | { readonly status: "absent" }
  /** `reg.exe` did not do its work; `reason` is for a person. */
  | { readonly status: "failed"; readonly reason: string };

/** Exists on every Windows, is small, and everybody may read it. */
const KNOWN_KEY = String.raw`HKLM\SYSTEM\CurrentControlSet\Control\ComputerName\ComputerName`;

export async function readByExport(key: RegistryKey, options: RegExportOptions): Promise<RegExport> {
  let folder: string | undefined;
  try {
    folder = await mkdtemp(join(options.temporaryDirectory, "latchkey-policy-"));
    return withNotice(await readInside(folder, key, options), options.name, await remove(folder));
  } catch (cause) {
    if (folder !== undefined) await remove(folder);
    const code = cause instanceof Error && "code" in cause ? cause.code : undefined;
    return failed(typeof code === "string" ? code : "it did not finish in time");
  }
}

/** @returns the folder if it is still there. */
async function remove(folder: string): Promise<string | undefined> {
  try {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
    return undefined;
  } catch {
    return folder;
  }
}

async function readInside(folder: string, key: RegistryKey, options: RegExportOptions): Promise<RegExport> {
  const file = join(folder, "policy.reg");
  const exitCode = await exportKey(`${key.hive}\\${key.path}`, file, options);
  const bytes = await readExport(file);
  if (exitCode === 0 && bytes !== "none") return decodeExport(bytes, key, options);
  if (exitCode !== 1 || bytes !== "none") return failed(`exit code ${exitCode}`);
  // A machine where registry tools are forbidden answers in the same way as one without the key.
  const probe = await exportKey(KNOWN_KEY, join(folder, "known.reg"), options);
  return probe === 0 ? { status: "absent" } : failed("registry tools seem to be forbidden here");
}

async function exportKey(key: string, file: string, options: RegExportOptions): Promise<number> {
  const { exec, systemRoot, timeoutMs, signal } = options;
  const program = win32.join(systemRoot, "System32", "reg.exe");
  const limits = { timeoutMs, ...(signal && { signal }) };
  const { exitCode } = await exec(program, ["export", key, file, "/y", "/reg:64"], limits);
  return exitCode;
}

async function readExport(path: string): Promise<Uint8Array | undefined | "none"> {
  try {
    await using file = await open(path);
    return await readAtMost(file, (await file.stat()).size);
  } catch (cause) {
    if (cause instanceof Error && "code" in cause && cause.code === "ENOENT") return "none";
    throw cause;
  }
}

function decodeExport(
  bytes: Uint8Array | undefined,
  key: RegistryKey,
  { name }: RegExportOptions,
): RegExport {
  if (bytes !== undefined) {
    return decodePolicy(bytes, { name, format: "reg", registryKey: key.path, exported: true });
  }
  return { status: "malformed", diagnostics: [diagnose(error("file-too-large", "larger than 1 MiB"), name)] };
}

function failed(reason: string): RegExport {
  return { status: "failed", reason: `reg.exe: ${reason}` };
}

function withNotice(reading: RegExport, name: string, folder: string | undefined): RegExport {
  if (folder === undefined || reading.status === "absent" || reading.status === "failed") return reading;
  const notice = warning("temporary-file-left", `an export could not be removed; delete ${folder}`);
  return { ...reading, diagnostics: [...reading.diagnostics, diagnose(notice, name)] };
}
