/** A peer: node:http that reads a body and answers with a small JSON document. */

import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { serve } from "../load/serve.ts";

const answer = JSON.stringify({ answer: "a".repeat(400) });
const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  request.on("end", () => {
    Buffer.concat(chunks).toString();
    response.writeHead(200, { "content-type": "application/json", "content-length": answer.length });
    response.end(answer);
  });
});
server.listen(0, "127.0.0.1", () => {
  serve({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
});
