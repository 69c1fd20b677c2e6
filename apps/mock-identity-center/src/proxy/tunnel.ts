/** One tunnel: bytes both ways until either side ends. */

import { connect } from "node:net";
import { pipeline } from "node:stream";
import type { Duplex } from "node:stream";
import { endWithAnswer } from "../server/last-answer.ts";

/** Connects `client` with the mock; `head` is what it sent ahead of our answer. */
export function tunnel(client: Duplex, head: Buffer, target: URL): void {
  const upstream = connect(Number(target.port), target.hostname.replace(/^\[|\]$/g, ""));
  const unreachable = (): void =>
    endWithAnswer(client, {
      status: 502,
      headers: { "content-type": "text/plain; charset=utf-8" },
      body: "The mock behind this proxy does not answer; it may have been closed.\n",
    });
  upstream.once("error", unreachable);
  upstream.once("connect", () => {
    upstream.off("error", unreachable);
    if (client.destroyed) {
      upstream.destroy();
      return;
    }
    client.write("HTTP/1.1 200 Connection Established\r\n\r\n");
    upstream.write(head);
    // Ends and errors of either side end the other; neither is news.
    pipeline(client, upstream, client, () => client.destroy());
  });
}
