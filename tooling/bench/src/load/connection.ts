/** A keep-alive connection of HTTP/1.1 that costs little: the load must not be what is measured. */

import { connect } from "node:net";
import type { Socket } from "node:net";

export interface HttpRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface HttpAnswer {
  readonly status: number;
  readonly body: string;
}

interface Waiting {
  readonly resolve: (answer: HttpAnswer) => void;
  readonly reject: (error: Error) => void;
}

/** One request at a time; answers must carry a `content-length`. A server may close it while it is idle. */
export class Connection {
  readonly #url: URL;
  #socket: Socket | undefined;
  #received = "";
  #waiting: Waiting | undefined;

  constructor(url: string) {
    this.#url = new URL(url);
  }

  send({ method, path, headers, body }: HttpRequest): Promise<HttpAnswer> {
    const lines = Object.entries({
      host: this.#url.host,
      "content-length": String(Buffer.byteLength(body)),
      ...headers,
    });
    const head = lines.map(([name, value]) => `${name}: ${value}\r\n`).join("");
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject };
      this.#openSocket().write(`${method} ${path} HTTP/1.1\r\n${head}\r\n${body}`);
    });
  }

  close(): void {
    this.#socket?.destroy();
  }

  #openSocket(): Socket {
    if (this.#socket !== undefined) return this.#socket;
    const socket = connect(Number(this.#url.port), this.#url.hostname);
    socket.setNoDelay(true);
    // Bytes as characters, so that lengths are in bytes.
    socket.setEncoding("latin1");
    socket.on("data", (text: string) => this.#read(text));
    socket.on("error", (error) => this.#fail(error));
    socket.on("close", () => this.#fail(new Error("The server closed the connection")));
    this.#socket = socket;
    return socket;
  }

  #read(text: string): void {
    this.#received += text;
    const end = this.#received.indexOf("\r\n\r\n");
    if (end === -1) return;
    const head = this.#received.slice(0, end);
    const length = /\r\ncontent-length: (\d+)/i.exec(head)?.[1];
    if (length === undefined) return this.#fail(new Error(`An answer without content-length:\n${head}`));
    const body = this.#received.slice(end + 4);
    if (body.length < Number(length)) return;
    this.#received = "";
    const waiting = this.#waiting;
    this.#waiting = undefined;
    waiting?.resolve({ status: Number(head.slice(9, 12)), body });
  }

  #fail(error: Error): void {
    this.#socket = undefined;
    this.#waiting?.reject(error);
    this.#waiting = undefined;
  }
}
