/** Reads a seed from a file. */

import { readFile } from "node:fs/promises";
import { MockIdentityCenterError } from "../mock-error.ts";
import { parseSeed } from "./parse-seed.ts";
import type { Seed } from "./seed.ts";

/** @throws {MockIdentityCenterError} SEED_INVALID, naming the file and each wrong path in it. */
export async function loadSeed(file: string): Promise<Seed> {
  try {
    const seed: unknown = JSON.parse(await readFile(file, "utf8"));
    return parseSeed(seed);
  } catch (cause) {
    throw new MockIdentityCenterError("SEED_INVALID", `${file}: ${reasonOf(cause)}`, { cause });
  }
}

function reasonOf(cause: unknown): string {
  if (cause instanceof MockIdentityCenterError) return cause.message;
  if (cause instanceof SyntaxError) return "is not JSON";
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
  return code === "ENOENT" ? "does not exist" : `cannot be read${code === "" ? "" : ` (${code})`}`;
}
