/** The peer for the device flow: oidc-provider with a public client, its in-memory adapter and an ES256 key. */

import { Provider } from "oidc-provider";
import { generateKeyPairSync } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { serve } from "../load/serve.ts";

const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
const server = createServer();
server.listen(0, "127.0.0.1", () => {
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const provider = new Provider(url, {
    clients: [
      {
        client_id: "bench",
        token_endpoint_auth_method: "none",
        application_type: "native",
        grant_types: ["urn:ietf:params:oauth:grant-type:device_code"],
        response_types: [],
        redirect_uris: [],
        id_token_signed_response_alg: "ES256",
      },
    ],
    features: { deviceFlow: { enabled: true }, devInteractions: { enabled: false } },
    jwks: { keys: [{ ...privateKey.export({ format: "jwk" }), alg: "ES256", use: "sig" }] },
    cookies: { keys: ["bench"] },
  });
  const answer = provider.callback();
  server.on("request", (request, response) => void answer(request, response));
  serve({ url });
});
