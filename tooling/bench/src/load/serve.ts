/** The other end of `ServerProcess`: tells that the server listens, and answers questions about the process. */

export type ServerReply = Readonly<Record<string, string>>;

export interface ServerMessage {
  readonly call: string;
  readonly codes?: readonly string[];
}

/**
 * @param details `url`, and what else the benchmark must know.
 * @param act does what a benchmark asks, other than `usage`.
 */
export function serve(details: ServerReply, act: (message: ServerMessage) => void = () => undefined): void {
  process.on("message", (message: ServerMessage) => {
    if (message.call === "usage") return void process.send?.(usage());
    act(message);
    process.send?.({});
  });
  process.send?.(details);
}

/** Read in this order: a collection changes both of the other figures. */
function usage(): Readonly<Record<string, number>> {
  const { user, system } = process.cpuUsage();
  const { rss } = process.memoryUsage();
  globalThis.gc?.();
  return { cpu: user + system, rss, heap: process.memoryUsage().heapUsed };
}
