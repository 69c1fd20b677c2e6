/** What the log says about an error nobody expected: its name and code, and where. Its message may quote a value. */
import { basename } from "node:path";

export interface ErrorDescription {
  readonly error: string;
  readonly code?: string;
  /** `file.js:12:3`, innermost first. */
  readonly at?: readonly string[];
}

export function describeError(error: unknown): ErrorDescription {
  if (!(error instanceof Error)) return { error: typeof error };
  const { code } = error as { readonly code?: unknown };
  const frames = (error.stack ?? "").split("\n").flatMap((line) => {
    const place = /^\s+at .*?([^\s(]+:\d+:\d+)\)?$/.exec(line)?.[1];
    return place === undefined ? [] : [basename(place)];
  });
  return { error: error.name, ...(typeof code === "string" ? { code } : {}), at: frames.slice(0, 5) };
}
