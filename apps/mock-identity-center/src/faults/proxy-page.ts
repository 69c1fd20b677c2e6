/** What a company's proxy or a hotel's network answers in place of AWS: a page, and none of AWS's headers. */

import type { WireResponse } from "../core/wire.ts";
import { http } from "../server/node-modules.ts";

export function proxyPage(status: number): WireResponse {
  const title = `${status} ${http.STATUS_CODES[status] ?? "Proxy"}`;
  const body = `<!doctype html>
<html lang="en">
<head><title>${title}</title></head>
<body><h1>${title}</h1><p>The proxy could not complete this request.</p></body>
</html>
`;
  return { status, headers: { "content-type": "text/html; charset=utf-8" }, body };
}
