/**
 * A synchronous channel between two JavaScript worlds of one page that the page cannot see: both hold their own wrapper of
 * one detached element, and talk by events on it. Dispatching is synchronous, so results and thrown errors come back at once.
 */
import { decode, encode } from "./codec.ts";

type Anything = (...input: unknown[]) => unknown;

export interface PeerOptions {
  readonly element: Element;
  readonly outgoing: string;
  readonly incoming: string;
  readonly onExpose?: (name: string, api: unknown) => void;
}

export interface Peer {
  /** Hands an object over; its functions stay here and can be called from there. */
  expose(name: string, api: unknown): void;
}

type Message =
  | { readonly type: "expose"; readonly name: string; readonly text: string }
  | { readonly type: "call"; readonly id: number; readonly text: string }
  | { readonly type: "return"; readonly isError: boolean; readonly text: string };

export function createPeer({ element, outgoing, incoming, onExpose }: PeerOptions): Peer {
  const functions = new Map<number, Anything>();
  let lastId = 0;
  let returned: Extract<Message, { type: "return" }> | undefined;

  const emit = (message: Message): void => {
    element.dispatchEvent(new CustomEvent(outgoing, { detail: JSON.stringify(message) }));
  };
  const pack = (value: unknown): string =>
    encode(value, {
      onFunction: (one) => {
        lastId += 1;
        functions.set(lastId, one as Anything);
        return lastId;
      },
    });
  const unpack = (text: string): unknown => decode(text, { makeFunction: (id) => remote(id) });
  const remote =
    (id: number): Anything =>
    (...input) => {
      returned = undefined;
      emit({ type: "call", id, text: pack(input) });
      // Set by the answer, which has come when `emit` returns.
      const answer = returned as Extract<Message, { type: "return" }> | undefined;
      returned = undefined;
      if (answer === undefined) throw new Error("context bridge: no answer");
      const value = unpack(answer.text);
      if (answer.isError) throw value;
      return value;
    };
  const answerCall = (id: number, text: string): void => {
    try {
      const value = functions.get(id)?.(...(unpack(text) as unknown[]));
      emit({ type: "return", isError: false, text: pack(value) });
    } catch (error) {
      const thrown = error instanceof Error ? error : new Error(String(error));
      emit({ type: "return", isError: true, text: pack(thrown) });
    }
  };

  element.addEventListener(incoming, (event) => {
    const message = JSON.parse((event as CustomEvent<string>).detail) as Message;
    if (message.type === "expose") onExpose?.(message.name, unpack(message.text));
    else if (message.type === "call") answerCall(message.id, message.text);
    else returned = message;
  });
  return { expose: (name, api) => emit({ type: "expose", name, text: pack(api) }) };
}
