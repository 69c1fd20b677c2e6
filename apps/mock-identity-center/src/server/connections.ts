/** The open connections, and how long each may stay without a complete request. */

import type { Socket } from "node:net";

export class Connections {
  readonly #open = new Set<Connection>();
  readonly #patienceMs: number;

  /** @param patienceMs - From opening, or from the last answer, to the end of the next request. */
  constructor(patienceMs: number) {
    this.#patienceMs = patienceMs;
  }

  add(socket: Socket): Connection {
    const connection = new Connection(socket, this.#patienceMs);
    this.#open.add(connection);
    socket.on("error", () => socket.destroy());
    socket.on("close", () => {
      connection.end();
      this.#open.delete(connection);
    });
    return connection;
  }

  closeAll(): void {
    for (const connection of this.#open) connection.end();
  }
}

/**
 * One connection. It is dropped when it was silent or unfinished for too long, whatever it trickled meanwhile; not
 * while an answer of ours is under way, which a fault may hold back for as long as it likes.
 */
export class Connection {
  readonly #socket: Socket;
  readonly #timer: NodeJS.Timeout;
  #answering = 0;

  constructor(socket: Socket, patienceMs: number) {
    this.#socket = socket;
    this.#timer = setTimeout(() => {
      if (this.#answering === 0) this.end();
    }, patienceMs);
  }

  /** A request is complete; `answered` follows. */
  asked(): void {
    this.#answering += 1;
  }

  answered(): void {
    this.#answering -= 1;
    this.#timer.refresh();
  }

  end(): void {
    clearTimeout(this.#timer);
    this.#socket.destroy();
  }
}
