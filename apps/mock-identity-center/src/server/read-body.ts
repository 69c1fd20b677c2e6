/** Reads a request body up to a limit; what comes after it is thrown away, not kept. */

import type { Readable } from "node:stream";

/**
 * The body, or one byte more than `keepLimit` when it was longer: enough for the core to see that. A longer body is
 * read on to its end, or to `readLimit` bytes. Rejects when the client goes away first.
 */
export function readBody(stream: Readable, keepLimit: number, readLimit: number): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    const finish = (): void => {
      const [only] = chunks;
      const kept = chunks.length === 1 && only !== undefined ? only : Buffer.concat(chunks);
      resolve(kept.subarray(0, keepLimit + 1));
    };
    stream.on("data", (chunk: Buffer) => {
      if (length <= keepLimit) chunks.push(chunk);
      length += chunk.length;
      if (length > readLimit) finish();
    });
    stream.on("end", finish);
    stream.on("error", reject);
    stream.on("close", () => {
      // Every request closes, and an error is dear: it is made only where it is needed.
      if (!stream.readableEnded) reject(new Error("The client closed the connection before its body ended"));
    });
  });
}
