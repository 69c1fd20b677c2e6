/** Many requests over a few connections that are always busy. */

import { Connection } from "./connection.ts";
import type { HttpAnswer, HttpRequest } from "./connection.ts";

const connectionCount = 32;

export class Load {
  readonly #connections: readonly Connection[];

  constructor(url: string) {
    this.#connections = Array.from({ length: connectionCount }, () => new Connection(url));
  }

  /** Does `work` for every number below `count`, in order, as many at a time as there are connections. */
  async each(count: number, work: (connection: Connection, index: number) => Promise<void>): Promise<void> {
    let next = 0;
    const keepBusy = async (connection: Connection): Promise<void> => {
      while (next < count) {
        const index = next;
        next += 1;
        await work(connection, index);
      }
    };
    await Promise.all(this.#connections.map(keepBusy));
  }

  close(): void {
    for (const connection of this.#connections) connection.close();
  }
}

export interface Expected {
  readonly status: number;
  /** What the body must contain. */
  readonly text: string;
}

/** Sends a request whose answer is known. A server that errs would be measured while it does something else. */
export async function ask(connection: Connection, request: HttpRequest, expected: Expected): Promise<string> {
  const answer: HttpAnswer = await connection.send(request);
  if (answer.status === expected.status && answer.body.includes(expected.text)) return answer.body;
  const wanted = `${expected.status} with ${JSON.stringify(expected.text)}`;
  throw new Error(`${request.method} ${request.path} answered ${answer.status}, expected ${wanted}`);
}

export function postJson(path: string, value: unknown): HttpRequest {
  return {
    method: "POST",
    path,
    headers: { "content-type": "application/json" },
    body: JSON.stringify(value),
  };
}
