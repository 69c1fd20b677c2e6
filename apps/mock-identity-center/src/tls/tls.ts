/** What a TLS listener needs, made at start: an authority, a server certificate, and the file that clients trust. */

import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { isIP } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { MockIdentityCenterError } from "../mock-error.ts";
import { keptAuthority } from "./kept-authority.ts";
import { createAuthority, issueServerCertificate } from "./x509.ts";
import type { Identity, Validity } from "./x509.ts";

export interface TlsOptions {
  /** More names or IP addresses for the certificate; this machine's own and AWS's are in it anyway. */
  readonly hosts?: readonly string[] | undefined;
  /** Keeps the authority in this folder and uses it again at the next start, so that it is trusted once. */
  readonly directory?: string | undefined;
}

export interface TlsIdentity extends AsyncDisposable {
  readonly server: Identity;
  /** PEM. */
  readonly caCertificate: string;
  /** Where the same PEM is on disk; gone after disposal unless a folder was named. */
  readonly caFile: string;
}

const day = 86_400_000;
/** Clients whose clock is a little behind must not find the certificate not yet valid. */
const behind = day;
const authorityDays = 3650;
/** The longest life that every platform's TLS accepts of a server certificate. */
const serverDays = 397;
const ownHosts = ["127.0.0.1", "::1", "localhost"];

/**
 * @param now - The wall clock: clients check certificates against theirs, not against the mock's.
 * @throws {MockIdentityCenterError} TLS_HOST_INVALID, TLS_DIRECTORY_UNUSABLE
 */
export async function createTlsIdentity(
  { hosts = [], directory }: TlsOptions,
  awsHosts: readonly string[],
  now: () => number,
): Promise<TlsIdentity> {
  const names = [...new Set([...ownHosts, ...hosts.map(checkHost), ...awsHosts])];
  const create = (): Promise<Identity> => createAuthority(validFor(authorityDays, now()));
  const { authority, caFile, remove } =
    directory === undefined ? await inTemporaryFolder(create) : await inFolder(directory, create, now());
  return {
    server: await issueServerCertificate(authority, names, validFor(serverDays, now())),
    caCertificate: authority.certificate,
    caFile,
    [Symbol.asyncDispose]: remove,
  };
}

interface Placed {
  readonly authority: Identity;
  readonly caFile: string;
  readonly remove: () => Promise<void>;
}

async function inTemporaryFolder(create: () => Promise<Identity>): Promise<Placed> {
  const authority = await create();
  const folder = await mkdtemp(join(tmpdir(), "latchkey-mock-ca-"));
  const caFile = join(folder, "ca.pem");
  await writeFile(caFile, authority.certificate);
  return { authority, caFile, remove: () => rm(folder, { recursive: true, force: true }) };
}

async function inFolder(directory: string, create: () => Promise<Identity>, now: number): Promise<Placed> {
  // A server certificate must not outlive the authority, so one that ends sooner is not used again.
  // Clients are told its path, and run in folders of their own.
  const kept = await keptAuthority(resolve(directory), create, now + serverDays * day);
  return { ...kept, remove: () => Promise.resolve() };
}

function validFor(days: number, now: number): Validity {
  return { notBefore: now - behind, notAfter: now + days * day };
}

const dnsName = /^(\*\.)?([a-z\d_]([a-z\d_-]{0,61}[a-z\d_])?\.)*[a-z\d_]([a-z\d_-]{0,61}[a-z\d_])?$/i;

function checkHost(host: string): string {
  if (isIP(host) !== 0 || (host.length <= 253 && dnsName.test(host))) return host;
  throw new MockIdentityCenterError(
    "TLS_HOST_INVALID",
    `tls.hosts: ${JSON.stringify(host)} is neither a host name nor an IP address; give it without scheme and port`,
  );
}
