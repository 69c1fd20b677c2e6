/** Certificates of a local authority and of the server it vouches for; PKI.js does the encoding. */

import { createHash, createPrivateKey, generateKeyPairSync, randomBytes, X509Certificate } from "node:crypto";
import type { KeyObject } from "node:crypto";
import { isIP } from "node:net";
import { BitString, Integer, OctetString, Utf8String } from "asn1js";
import * as pki from "pkijs";
import { addressBytes } from "./address-bytes.ts";

/** A certificate and its private key, both PEM. */
export interface Identity {
  readonly certificate: string;
  readonly privateKey: string;
}

/** Epoch milliseconds. */
export interface Validity {
  readonly notBefore: number;
  readonly notAfter: number;
}

const commonName = "2.5.4.3";
const serverAuthentication = "1.3.6.1.5.5.7.3.1";
/** Bits of the key-usage extension, the first one on the left. */
const digitalSignature = 0b1000_0000;
const signsCertificates = 0b0000_0110;
/** Types of a general name. */
const dnsName = 2;
const ipAddress = 7;

/** A certificate authority of its own name, so that two of them in one bundle are told apart. */
export async function createAuthority(validity: Validity): Promise<Identity> {
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const name = nameOf(`Latchkey mock authority ${randomBytes(4).toString("hex")}`);
  const certificate = blank(name, name, validity, publicKey);
  certificate.extensions = [
    extension(pki.id_BasicConstraints, new pki.BasicConstraints({ cA: true, pathLenConstraint: 0 }), true),
    keyUsage(signsCertificates),
    extension(pki.id_SubjectKeyIdentifier, keyIdentifier(publicKey)),
  ];
  return identity(certificate, privateKey, privateKey);
}

/** A server certificate for host names, `*.` names and IP addresses. */
export async function issueServerCertificate(
  authority: Identity,
  hosts: readonly string[],
  validity: Validity,
): Promise<Identity> {
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const issuer = new X509Certificate(authority.certificate);
  const issuerName = pki.Certificate.fromBER(issuer.raw).subject;
  const certificate = blank(issuerName, nameOf("Latchkey mock"), validity, publicKey);
  const issuerKey = new pki.AuthorityKeyIdentifier({ keyIdentifier: keyIdentifier(issuer.publicKey) });
  certificate.extensions = [
    extension(pki.id_BasicConstraints, new pki.BasicConstraints({ cA: false }), true),
    keyUsage(digitalSignature),
    extension(pki.id_ExtKeyUsage, new pki.ExtKeyUsage({ keyPurposes: [serverAuthentication] })),
    extension(pki.id_SubjectAltName, new pki.AltName({ altNames: hosts.map(generalName) })),
    extension(pki.id_SubjectKeyIdentifier, keyIdentifier(publicKey)),
    extension(pki.id_AuthorityKeyIdentifier, issuerKey),
  ];
  return identity(certificate, privateKey, createPrivateKey(authority.privateKey));
}

function blank(
  issuer: pki.RelativeDistinguishedNames,
  subject: pki.RelativeDistinguishedNames,
  { notBefore, notAfter }: Validity,
  publicKey: KeyObject,
): pki.Certificate {
  return new pki.Certificate({
    version: 2,
    serialNumber: new Integer({ valueHex: positive(randomBytes(16)) }),
    issuer,
    subject,
    notBefore: new pki.Time({ value: new Date(notBefore) }),
    notAfter: new pki.Time({ value: new Date(notAfter) }),
    subjectPublicKeyInfo: pki.PublicKeyInfo.fromBER(publicKey.export({ type: "spki", format: "der" })),
  });
}

async function identity(
  certificate: pki.Certificate,
  privateKey: KeyObject,
  signer: KeyObject,
): Promise<Identity> {
  const key = signer.toCryptoKey({ name: "ECDSA", namedCurve: "P-256" }, false, ["sign"]);
  await certificate.sign(key, "SHA-256");
  return {
    certificate: new X509Certificate(Buffer.from(certificate.toSchema(true).toBER())).toString(),
    privateKey: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
  };
}

function nameOf(text: string): pki.RelativeDistinguishedNames {
  const value = new Utf8String({ value: text });
  return new pki.RelativeDistinguishedNames({
    typesAndValues: [new pki.AttributeTypeAndValue({ type: commonName, value })],
  });
}

function extension(extnID: string, value: Encodable, critical = false): pki.Extension {
  const encoded = "toSchema" in value ? value.toSchema() : value;
  return new pki.Extension({ extnID, critical, extnValue: encoded.toBER() });
}

type Encodable = { toBER(): ArrayBuffer } | { toSchema(): { toBER(): ArrayBuffer } };

function keyUsage(bits: number): pki.Extension {
  const lowestSetBit = bits & -bits;
  const unusedBits = 31 - Math.clz32(lowestSetBit);
  return extension(pki.id_KeyUsage, new BitString({ valueHex: Uint8Array.of(bits), unusedBits }), true);
}

/** RFC 5280, 4.2.1.2, method 1: SHA-1 of the key's bits, here a name and not a protection. */
function keyIdentifier(publicKey: KeyObject): OctetString {
  const { subjectPublicKey } = pki.PublicKeyInfo.fromBER(publicKey.export({ type: "spki", format: "der" }));
  const bits = subjectPublicKey.valueBlock.valueHexView;
  return new OctetString({ valueHex: createHash("sha1").update(bits).digest() });
}

function generalName(host: string): pki.GeneralName {
  return isIP(host) === 0
    ? new pki.GeneralName({ type: dnsName, value: host })
    : new pki.GeneralName({ type: ipAddress, value: new OctetString({ valueHex: addressBytes(host) }) });
}

/** A serial number must not look negative, nor begin with a byte it does not need. */
function positive(bytes: Buffer): Buffer {
  bytes[0] = 0x40 | ((bytes[0] ?? 0) & 0x3f);
  return bytes;
}
