/** An authority in a folder: made once, used by every later start, safe against crashes and a second start at once. */

import { createPrivateKey, randomUUID, X509Certificate } from "node:crypto";
import { link, mkdir, open, readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { MockIdentityCenterError } from "../mock-error.ts";
import type { Identity } from "./x509.ts";

export interface KeptAuthority {
  readonly authority: Identity;
  /** The certificate alone, for clients to trust. */
  readonly caFile: string;
}

/** Private key and certificate in one file: they can only change together. */
const secretFile = "ca-key.pem";
const publicFile = "ca.pem";

/**
 * The folder's authority if it is whole and valid until `neededUntil`, otherwise a new one.
 *
 * @throws {MockIdentityCenterError} TLS_DIRECTORY_UNUSABLE
 */
export async function keptAuthority(
  directory: string,
  create: () => Promise<Identity>,
  neededUntil: number,
): Promise<KeptAuthority> {
  try {
    await mkdir(directory, { recursive: true });
    const authority = await readOrCreate(join(directory, secretFile), create, neededUntil);
    const caFile = join(directory, publicFile);
    if ((await readText(caFile)) !== authority.certificate)
      await writeWhole(caFile, authority.certificate, 0o644, rename);
    return { authority, caFile };
  } catch (cause) {
    const reason = cause instanceof Error && "code" in cause ? ` (${String(cause.code)})` : "";
    throw new MockIdentityCenterError(
      "TLS_DIRECTORY_UNUSABLE",
      `The certificate authority cannot be kept in ${directory}${reason}; name a folder that can be read and written`,
      { cause },
    );
  }
}

async function readOrCreate(
  file: string,
  create: () => Promise<Identity>,
  neededUntil: number,
): Promise<Identity> {
  const found = await readText(file);
  const kept = parse(found, neededUntil);
  if (kept !== undefined) return kept;
  const made = await create();
  const text = made.privateKey + made.certificate;
  // The first of two starts in an empty folder wins; the other one takes what it finds.
  if (found === undefined) await writeWhole(file, text, 0o600, linkUnlessPresent);
  else await writeWhole(file, text, 0o600, rename);
  return parse(await readText(file), neededUntil) ?? made;
}

function parse(text: string | undefined, neededUntil: number): Identity | undefined {
  const [, privateKey, certificate] =
    /^(-----BEGIN PRIVATE KEY-----.*-----END PRIVATE KEY-----\n)(-----BEGIN CERTIFICATE-----.*)$/s.exec(
      text ?? "",
    ) ?? [];
  if (privateKey === undefined || certificate === undefined) return undefined;
  try {
    const parsed = new X509Certificate(certificate);
    const usable = parsed.checkPrivateKey(createPrivateKey(privateKey)) && parsed.ca;
    return usable && parsed.validToDate.getTime() >= neededUntil ? { privateKey, certificate } : undefined;
  } catch {
    return undefined;
  }
}

async function readText(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}

/** Readers see the file whole or not at all, whatever happens while it is written. */
async function writeWhole(
  file: string,
  text: string,
  mode: number,
  place: (from: string, to: string) => Promise<void>,
): Promise<void> {
  const temporary = `${file}.${randomUUID()}`;
  try {
    const handle = await open(temporary, "wx", mode);
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await place(temporary, file);
  } finally {
    await rm(temporary, { force: true });
  }
}

async function linkUnlessPresent(from: string, to: string): Promise<void> {
  try {
    await link(from, to);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
  }
}
