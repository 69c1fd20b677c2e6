/** Reads a request body up to a limit; what comes after it is thrown away, not kept. */

import type { Readable } from "node:stream";

/**
 * The body, or one byte more than `limit` when it was longer: enough for the core to see that.
 * Rejects when the client goes away first.
 */
export function readBody(stream: Readable, limit: number): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    stream.on("data", (chunk: Buffer) => {
      if (length > limit) return;
      length += chunk.length;
      chunks.push(chunk);
      if (length > limit) resolve(Buffer.concat(chunks).subarray(0, limit + 1));
    });
    stream.on("end", () => resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks)));
    stream.on("error", reject);
    stream.on("close", () => reject(new Error("The client closed the connection before its body ended")));
  });
}
