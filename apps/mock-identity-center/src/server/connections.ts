/** The open connections, and how long each may stay without a complete request. */

import type { Socket } from "node:net";

export class Connections {
  /** From opening, or from the last answer, to the end of the next request. */
  readonly patienceMs: number;
  readonly #sockets = new Set<Socket>();

  constructor(patienceMs: number) {
    this.patienceMs = patienceMs;
  }

  /** Remembers a connection of TCP until it is closed. */
  track(socket: Socket): void {
    this.#sockets.add(socket);
    socket.on("error", () => socket.destroy());
    socket.on("close", () => this.#sockets.delete(socket));
  }

  /** Counts the time of a connection that requests are read from. */
  watch(socket: Socket): Connection {
    return new Connection(socket, this.patienceMs);
  }

  closeAll(): void {
    for (const socket of this.#sockets) socket.destroy();
  }
}

/**
 * One connection. It is dropped when it was silent or unfinished for too long, whatever it trickled meanwhile; not
 * while an answer of ours is under way, which a fault may hold back for as long as it likes.
 */
export class Connection {
  readonly #timer: NodeJS.Timeout;
  #answering = 0;

  constructor(socket: Socket, patienceMs: number) {
    this.#timer = setTimeout(() => {
      if (this.#answering === 0) socket.destroy();
    }, patienceMs);
    socket.on("error", () => socket.destroy());
    socket.once("close", () => clearTimeout(this.#timer));
  }

  /** A request is complete; `answered` follows. */
  asked(): void {
    this.#answering += 1;
  }

  answered(): void {
    this.#answering -= 1;
    this.#timer.refresh();
  }
}
