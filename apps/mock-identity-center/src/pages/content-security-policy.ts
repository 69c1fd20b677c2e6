/** What a page may load and where its forms may lead: nothing but what is named here, by hash where it is in the page. */

import { createHash } from "node:crypto";
import { fragmentScript } from "./fragment-script.ts";
import { styleSheet } from "./style.ts";

export interface PolicyExceptions {
  /** Allows {@link fragmentScript}, and nothing else that runs. */
  readonly followsFragment?: boolean | undefined;
  /** Another origin that the answer to a form of this page may redirect to. */
  readonly formTarget?: string | undefined;
}

const style = hashSource(styleSheet);
const script = hashSource(fragmentScript);

export function contentSecurityPolicy({ followsFragment, formTarget }: PolicyExceptions): string {
  return [
    "default-src 'none'",
    ...(followsFragment === true ? [`script-src ${script}`] : []),
    `style-src ${style}`,
    "img-src data:",
    `form-action 'self'${formTarget === undefined ? "" : ` ${formTarget}`}`,
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ].join("; ");
}

function hashSource(text: string): string {
  return `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
}
