/** `tls.directory`: an authority that a CI trusts once. */

import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { startMockIdentityCenter } from "../../src/index.ts";
import { keptAuthority } from "../../src/tls/kept-authority.ts";
import { createTlsIdentity } from "../../src/tls/tls.ts";
import { createAuthority } from "../../src/tls/x509.ts";
import { fetchCertificate } from "../support/certificates.ts";

const year = 365 * 86_400_000;

async function folder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), "kept-authority-"));
  onTestFinished(() => rm(path, { recursive: true, force: true }));
  return path;
}

/** The certificate of a start's authority. */
async function authority(directory: string, now: () => number = Date.now): Promise<string> {
  await using tls = await createTlsIdentity({ directory }, [], now);
  return tls.caCertificate;
}

test("it is made once, kept with a key that only its owner reads, and used by the next start", async () => {
  const directory = join(await folder(), "not", "there yet");
  const first = await startMockIdentityCenter({ tls: { directory } });
  await first.close();
  await using second = await startMockIdentityCenter({ tls: { directory } });
  expect(second.caCertificate).toBe(first.caCertificate);
  expect(second.caFile).toBe(join(directory, "ca.pem"));
  expect(await readFile(join(directory, "ca.pem"), "utf8")).toBe(first.caCertificate);
  expect((await readdir(directory)).toSorted()).toEqual(["ca-key.pem", "ca.pem"]);
  expect((await stat(join(directory, "ca-key.pem"))).mode & 0o777).toBe(0o600);
  const { leaf, ca } = await fetchCertificate(second);
  expect(leaf.verify(ca.publicKey)).toBe(true);
});

test("a start that finds another one's authority when its own is made takes that one", async () => {
  const directory = await folder();
  const validity = { notBefore: Date.now(), notAfter: Date.now() + year };
  const faster: string[] = [];
  const slower = await keptAuthority(
    directory,
    async () => {
      faster.push(await authority(directory));
      return createAuthority(validity);
    },
    Date.now(),
  );
  expect([slower.authority.certificate]).toEqual(faster);
  expect(await readFile(join(directory, "ca.pem"), "utf8")).toBe(faster[0]);
});

test("one that would end before a new server certificate is replaced, in both files", async () => {
  const directory = await folder();
  const first = await authority(directory);
  expect(await authority(directory, () => Date.now() + 8 * year)).toBe(first);
  const later = await authority(directory, () => Date.now() + 9.5 * year);
  expect(later).not.toBe(first);
  expect(await readFile(join(directory, "ca.pem"), "utf8")).toBe(later);
});

test.for([
  ["empty", () => ""],
  ["cut off", (text: string) => text.slice(0, -200)],
  ["without its key", (text: string) => text.slice(text.indexOf("-----BEGIN CERTIFICATE"))],
  ["something else", () => "hello"],
] as const)("a kept file that is %s is replaced", async ([, spoil]) => {
  const directory = await folder();
  const first = await authority(directory);
  const file = join(directory, "ca-key.pem");
  await writeFile(file, spoil(await readFile(file, "utf8")));
  const second = await authority(directory);
  expect(second).not.toBe(first);
  expect(await authority(directory)).toBe(second);
});

test("a key of another authority beside the certificate is not used", async () => {
  const [directory, foreign] = [await folder(), await folder()];
  const first = await authority(directory);
  await authority(foreign);
  const [theirKey = ""] = (await readFile(join(foreign, "ca-key.pem"), "utf8")).split("-----BEGIN CERT");
  await writeFile(join(directory, "ca-key.pem"), theirKey + first);
  expect(await authority(directory)).not.toBe(first);
});

test("a certificate that was changed or lost is written again", async () => {
  const directory = await folder();
  const first = await authority(directory);
  await writeFile(join(directory, "ca.pem"), "something else");
  expect(await authority(directory)).toBe(first);
  expect(await readFile(join(directory, "ca.pem"), "utf8")).toBe(first);
});

test("a folder that cannot be one is TLS_DIRECTORY_UNUSABLE, naming it", async () => {
  const directory = join(await folder(), "file");
  await writeFile(directory, "");
  await chmod(directory, 0o600);
  await expect(startMockIdentityCenter({ tls: { directory } })).rejects.toMatchObject({
    code: "TLS_DIRECTORY_UNUSABLE",
    message: expect.stringContaining(directory) as string,
  });
});

test("a relative folder is told as an absolute path, for clients that run elsewhere", async () => {
  const directory = await folder();
  await using mock = await startMockIdentityCenter({
    tls: { directory: relative(process.cwd(), directory) },
  });
  expect(mock.caFile).toBe(join(directory, "ca.pem"));
});
