/** TLS in front of the HTTP servers; ALPN says which of them a connection is for. */

import { createSecureContext, TLSSocket } from "node:tls";
import type { Front } from "./listen.ts";

export interface ServerCertificate {
  readonly certificate: string;
  readonly privateKey: string;
}

/** A client that offers no ALPN gets HTTP/1.1; a handshake that fails ends its connection and nothing else. */
export function tlsFront({ certificate, privateKey }: ServerCertificate): Front {
  const secureContext = createSecureContext({ cert: certificate, key: privateKey });
  const options = { isServer: true, secureContext, ALPNProtocols: ["h2", "http/1.1"] };
  return (socket, ready) => {
    const secure = new TLSSocket(socket, options);
    secure.on("error", () => socket.destroy());
    secure.once("secure", () => ready(secure.alpnProtocol === "h2" ? "http2" : "http1", secure));
  };
}
