/**
 * Modules of Node that are not imported, so that the mock starts sooner. An import reads every name that a module
 * exports, and behind some of those of `node:http` is a whole web client; HTTP/2 and TLS wait for somebody who wants them.
 */

import type * as Http from "node:http";
import type * as Http2 from "node:http2";
import type * as Tls from "node:tls";

export const http: typeof Http = process.getBuiltinModule("node:http");

export function loadHttp2(): typeof Http2 {
  return process.getBuiltinModule("node:http2");
}

export function loadTls(): typeof Tls {
  return process.getBuiltinModule("node:tls");
}
