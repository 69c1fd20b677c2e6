/**
 * Values that look like AWS's: lengths, prefixes and alphabets of real ones, contents of chance.
 *
 * The long ones are computed each time they are needed, so that a hundred thousand of them take no memory.
 */

import { base64, base64url, flat, randomLetters } from "../core/random.ts";
import type { Random } from "../core/random.ts";
import type { Mint } from "./mint.ts";
import type { ClientRegistration } from "./records.ts";

/** What the texts of a {@link SecretTable} look like. */
export interface SecretShape {
  /** Tells its values from those of other tables with the same key. */
  readonly name: string;
  readonly prefix: string;
  /** Bytes of chance behind the prefix. */
  readonly length: number;
  /** Begins with base64url of the first bytes. */
  readonly encode: (bytes: Buffer) => string;
}

/** 86 URL-safe characters. */
export const deviceCodeShape: SecretShape = {
  name: "device code",
  prefix: "",
  length: 64,
  encode: base64url,
};
export const accessTokenShape: SecretShape = tokenShape("access token", "aoaAAAAA");
export const refreshTokenShape: SecretShape = tokenShape("refresh token", "aorAAAAA");

/** RFC 8628 section 6.1: twenty consonants, no vowels to make words and nothing to misread. */
const userCodeLetters = "BCDFGHJKLMNPQRSTVWXZ";
const base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const secretHeader = Buffer.from('{"kid":"key-1564028099","alg":"HS384"}').toString("base64url");
/** Most of a client secret is the same in all of them; encoded once, since every call shows a secret. */
const secretTail = Buffer.from(`\\"serializedContext\\":\\"${"0".repeat(1050)}\\"}"}`).toString("base64url");
const sessionFiller = Buffer.from("latchkey mock session token ".repeat(24)).toString("base64");

/** 34 characters and more, whose end decodes to the region. */
export function newClientId(random: Random, region: string): string {
  const letters = randomLetters(random, `${base32}${base32.toLowerCase()}-_`, 22);
  return flat(`${letters}${Buffer.from(region).toString("base64url")}`);
}

/** About 1.8 kB that look like a JSON web token. */
export function clientSecretOf(mint: Mint, client: ClientRegistration): string {
  const serialized = `{"clientId":{"value":"${client.clientId}"},"idempotentKey":null,"tenantId":null,"clientType":"PUBLIC","expirationTimestamp":${client.expiresAt / 1000},"createdTimestamp":${client.issuedAt / 1000},`;
  const head = `{"serialized":"${serialized.replaceAll('"', '\\"')}`;
  // Whole groups of three bytes, so that the encoded tail can follow.
  const payload = Buffer.from(head.padEnd(Math.ceil(head.length / 3) * 3)).toString("base64url") + secretTail;
  return `${secretHeader}.${payload}.${base64url(mint.bytes("client secret", client.clientId, 48))}`;
}

/** Eight letters, without the dash that is shown between the fourth and the fifth. */
export function newUserCode(random: Random): string {
  return randomLetters(random, userCodeLetters, 8);
}

export function formatUserCode(letters: string): string {
  return `${letters.slice(0, 4)}-${letters.slice(4)}`;
}

/** What a person typed, as the letters of a user code: case, spaces and punctuation do not matter. */
export function normalizeUserCode(typed: string): string {
  return typed.toUpperCase().replaceAll(/[^A-Z0-9]/g, "");
}

export function newAccessKeyId(random: Random): string {
  return flat(`ASIA${randomLetters(random, base32, 16)}`);
}

export function secretAccessKeyOf(mint: Mint, accessKeyId: string): string {
  return base64(mint.bytes("secret access key", accessKeyId, 30));
}

/** About 1 kB of base64 with the opening of real session tokens. */
export function sessionTokenOf(mint: Mint, accessKeyId: string): string {
  return `IQoJb3JpZ2luX2VjE${sessionFiller}${base64(mint.bytes("session token", accessKeyId, 48))}`;
}

function tokenShape(name: string, prefix: string): SecretShape {
  return { name, prefix, length: 216, encode: encodeToken };
}

function encodeToken(bytes: Buffer): string {
  return `${base64url(bytes.subarray(0, 132))}:${base64(bytes.subarray(132))}`;
}
