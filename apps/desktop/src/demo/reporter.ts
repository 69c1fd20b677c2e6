/** What the demo prints: a line per step for people, an event per line for machines. Both carry the step's time. */
import type { Writable } from "node:stream";

export interface Reporter {
  /** One step: `event` and `fields` for machines, `text` for people. */
  step(event: string, fields: Readonly<Record<string, unknown>>, text: string): void;
  /** A remark that belongs to no step. */
  note(text: string): void;
  problem(severity: "warning" | "error", text: string): void;
  /** Part of a streamed answer. */
  stream(text: string): void;
}

export interface Streams {
  readonly stdout: Writable;
  readonly stderr: Writable;
}

/** @param now monotonic milliseconds. */
export function jsonReporter({ stdout }: Streams, now: () => number = () => performance.now()): Reporter {
  const lap = stopwatch(now);
  const print = (event: Readonly<Record<string, unknown>>): void =>
    void stdout.write(`${JSON.stringify(event)}\n`);
  return {
    step: (event, fields) => print({ event, ms: lap(), ...fields }),
    note: (text) => print({ event: "note", text }),
    problem: (severity, text) => print({ event: severity, text }),
    stream: () => undefined,
  };
}

/** @param now monotonic milliseconds. */
export function humanReporter(
  { stdout, stderr }: Streams,
  now: () => number = () => performance.now(),
): Reporter {
  const lap = stopwatch(now);
  let streaming = false;
  const print = (output: Writable, text: string): void => {
    output.write(`${streaming ? "\n" : ""}${text}\n`);
    streaming = false;
  };
  return {
    step: (_event, _fields, text) => print(stdout, `${`${lap()} ms`.padStart(9)}  ${text}`),
    note: (text) => print(stdout, `${" ".repeat(11)}${text}`),
    problem: (severity, text) => print(stderr, `${severity}: ${text}`),
    stream(text) {
      stdout.write(`${streaming ? "" : " ".repeat(11)}${text}`);
      streaming = true;
    },
  };
}

function stopwatch(now: () => number): () => number {
  let last = now();
  return () => {
    const from = last;
    last = now();
    return Math.round(last - from);
  };
}
