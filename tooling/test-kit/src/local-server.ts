/** A server on this machine for one test, over HTTP/1.1 or cleartext HTTP/2; declare it with `await using`. */
import { createServer } from "node:http";
import { createServer as createHttp2Server } from "node:http2";
import type { AddressInfo, Socket } from "node:net";

/** What both protocols can do. */
export interface LocalRequest extends AsyncIterable<Uint8Array> {
  readonly method?: string | undefined;
  readonly url?: string | undefined;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

export interface LocalResponse {
  writeHead(status: number, headers?: Readonly<Record<string, string>>): LocalResponse;
  end(body?: string): unknown;
}

export interface LocalServer extends AsyncDisposable {
  readonly url: URL;
  /** `METHOD /path?query` of every request so far. */
  readonly requests: readonly string[];
}

/** @param answer what to do with each request; it must end the response. */
export async function localServer(
  answer: (request: LocalRequest, response: LocalResponse) => void,
  protocol: "http/1.1" | "h2c" = "http/1.1",
): Promise<LocalServer> {
  const requests: string[] = [];
  const listener = (request: LocalRequest, response: LocalResponse): void => {
    requests.push(`${request.method} ${request.url}`);
    answer(request, response);
  };
  const server = protocol === "h2c" ? createHttp2Server() : createServer();
  server.on("request", listener);
  const sockets = new Set<Socket>();
  server.on("connection", (socket: Socket) => sockets.add(socket));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: new URL(`http://127.0.0.1:${port}/`),
    requests,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
