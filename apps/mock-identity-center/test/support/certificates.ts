/** Certificates as a client sees them, and trust in a mock's authority for this process. */

import { X509Certificate } from "node:crypto";
import { once } from "node:events";
import { connect, getCACertificates, setDefaultCACertificates } from "node:tls";
import { onTestFinished } from "vitest";
import type { MockIdentityCenter } from "../../src/index.ts";

/** The server's certificate, from a handshake that a client trusting `caCertificate` accepts. */
export async function fetchCertificate(
  mock: MockIdentityCenter,
): Promise<{ readonly leaf: X509Certificate; readonly ca: X509Certificate }> {
  const ca = mock.caCertificate ?? "";
  const socket = connect({ host: "127.0.0.1", port: Number(new URL(mock.url).port), ca });
  await once(socket, "secureConnect");
  const leaf = socket.getPeerX509Certificate();
  socket.destroy();
  if (leaf === undefined) throw new Error("The server showed no certificate");
  return { leaf, ca: new X509Certificate(ca) };
}

/** What `NODE_EXTRA_CA_CERTS` does at the start of a process, for the rest of this test. */
export function trustAuthority(mock: MockIdentityCenter): void {
  const before = getCACertificates("default");
  setDefaultCACertificates([...before, mock.caCertificate ?? ""]);
  onTestFinished(() => setDefaultCACertificates(before));
}
