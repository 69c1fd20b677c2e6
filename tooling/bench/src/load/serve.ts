/** The other end of `ServerProcess`: tells that the server listens, and answers questions about the process. */

export type ServerReply = Readonly<Record<string, string>>;

export interface ServerMessage {
  readonly call: string;
  readonly codes?: readonly string[];
}

/**
 * @param details `url`, and what else the benchmark must know.
 * @param act does what a benchmark asks, other than `usage` and `heap`.
 */
export function serve(details: ServerReply, act: (message: ServerMessage) => void = () => undefined): void {
  process.on("message", (message: ServerMessage) => {
    if (message.call === "usage") return void process.send?.(usage());
    if (message.call === "heap") return void process.send?.(liveHeap());
    act(message);
    process.send?.({});
  });
  process.send?.(details);
}

function usage(): Readonly<Record<string, number>> {
  const { user, system } = process.cpuUsage();
  return { cpu: user + system, rss: process.memoryUsage().rss };
}

function liveHeap(): Readonly<Record<string, number>> {
  globalThis.gc?.();
  return { heap: process.memoryUsage().heapUsed };
}
