/**
 * Values that look like AWS's: lengths, prefixes and alphabets of real ones, contents of chance.
 *
 * The long ones are computed from a short signature each time they are needed, so that a hundred thousand
 * of them fit in memory.
 */

import { base64, base64url, randomLetters } from "../core/random.ts";
import type { Random } from "../core/random.ts";
import type { ClientRegistration, RoleCredentials } from "./records.ts";

/** RFC 8628 section 6.1: twenty consonants, no vowels to make words and nothing to misread. */
const userCodeLetters = "BCDFGHJKLMNPQRSTVWXZ";
const base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const secretHeader = Buffer.from('{"kid":"key-1564028099","alg":"HS384"}').toString("base64url");
const secretFiller = "0".repeat(1050);
const sessionFiller = Buffer.from("latchkey mock session token ".repeat(24)).toString("base64");

/** 34 characters and more, whose end decodes to the region. */
export function newClientId(random: Random, region: string): string {
  return `${randomLetters(random, `${base32}${base32.toLowerCase()}-_`, 22)}${Buffer.from(region).toString("base64url")}`;
}

export function newClientSignature(random: Random): string {
  return base64url(random(48));
}

/** About 1.8 kB that look like a JSON web token. */
export function clientSecretOf(client: ClientRegistration): string {
  const serialized = `{"clientId":{"value":"${client.clientId}"},"idempotentKey":null,"tenantId":null,"clientType":"PUBLIC","expirationTimestamp":${client.expiresAt / 1000},"createdTimestamp":${client.issuedAt / 1000},"serializedContext":"${secretFiller}"}`;
  const payload = Buffer.from(JSON.stringify({ serialized })).toString("base64url");
  return `${secretHeader}.${payload}.${client.signature}`;
}

/** 86 URL-safe characters. */
export function newDeviceCode(random: Random): string {
  return base64url(random(64));
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

export function newAccessToken(random: Random): string {
  return `aoaAAAAA${base64url(random(132))}:${base64(random(84))}`;
}

export function newRefreshToken(random: Random): string {
  return `aorAAAAA${base64url(random(132))}:${base64(random(84))}`;
}

export function newAccessKeyId(random: Random): string {
  return `ASIA${randomLetters(random, base32, 16)}`;
}

export function newSecretAccessKey(random: Random): string {
  return base64(random(30));
}

export function newSessionSignature(random: Random): string {
  return base64(random(48));
}

/** About 1 kB of base64 with the opening of real session tokens. */
export function sessionTokenOf(credentials: Pick<RoleCredentials, "signature">): string {
  return `IQoJb3JpZ2luX2VjE${sessionFiller}${credentials.signature}`;
}
