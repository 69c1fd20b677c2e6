/**
 * Whether an address that a server sent may be handed to the operating system. The user code is compared too:
 * the person is told to trust what the app shows (RFC 8628 sections 3.3.1 and 5.4).
 */
import { partitionOf, portalPartition } from "@latchkey/aws-partitions";

export interface VerificationUriRequest {
  readonly uri: string;
  /** The code shown to the person. A code in the address must equal it; without this, it may have none. */
  readonly userCode?: string;
  /** Home region of the Identity Center instance; the address must belong to its partition. */
  readonly region: string;
  /** Origins of a stand-in, such as `http://127.0.0.1:4000`; they need not be https or AWS's. */
  readonly allowedOrigins?: readonly string[];
}

export type VerificationUriProblem =
  | "too-long"
  | "invalid-characters"
  | "not-a-url"
  | "not-https"
  | "has-credentials"
  | "has-port"
  | "not-an-aws-portal"
  | "code-mismatch";

export type VerificationUriCheck =
  | { readonly status: "safe"; readonly uri: string; readonly host: string }
  | { readonly status: "unsafe"; readonly reason: VerificationUriProblem };

const MAXIMUM_LENGTH = 4096;

/**
 * Checks an address before it is opened: https, no user name or password, default port, at most 4 KiB of visible
 * ASCII, a host of the region's access portals or its `device.sso` page, and no other user code than the shown one.
 *
 * @returns `safe` with the address unchanged and its host, or `unsafe` with the reason.
 */
export function checkVerificationUri(request: VerificationUriRequest): VerificationUriCheck {
  const { uri, userCode, region, allowedOrigins = [] } = request;
  if (uri.length > MAXIMUM_LENGTH) return unsafe("too-long");
  // Browsers and shells disagree about backslashes, spaces, quotes and non-ASCII; none belongs here.
  if (!/^[\x21-\x7e]+$/.test(uri) || /[\\"'<>^`{|}]/.test(uri)) return unsafe("invalid-characters");
  if (!URL.canParse(uri)) return unsafe("not-a-url");
  const url = new URL(uri);
  if (url.username !== "" || url.password !== "") return unsafe("has-credentials");
  // The origin of every other scheme is the text "null": naming it must not let them through.
  const standIn = /^https?:$/.test(url.protocol) && allowedOrigins.includes(url.origin);
  const problem = standIn ? undefined : foreignProblem(url, region);
  if (problem !== undefined) return unsafe(problem);
  if (codesIn(url).some((code) => code !== userCode)) return unsafe("code-mismatch");
  return { status: "safe", uri, host: url.host };
}

function foreignProblem(url: URL, region: string): VerificationUriProblem | undefined {
  if (url.protocol !== "https:") return "not-https";
  if (url.port !== "") return "has-port";
  const owner = portalPartition(url.hostname);
  return owner !== undefined && owner === partitionOf(region)?.id ? undefined : "not-an-aws-portal";
}

/** The codes in the query, and anywhere in the fragment, where current portals keep a query of their own. */
function codesIn({ searchParams, hash }: URL): readonly string[] {
  const inFragment = new URLSearchParams(hash.replaceAll(/[?#;]/g, "&"));
  return [...searchParams.getAll("user_code"), ...inFragment.getAll("user_code")];
}

function unsafe(reason: VerificationUriProblem): VerificationUriCheck {
  return { status: "unsafe", reason };
}
