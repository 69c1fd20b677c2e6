/** What a command may see and use of the process it runs in. */
import { MAX_FILE_BYTES } from "../decode/limits.ts";
import { managedPolicySources, type ManagedPolicySources } from "../sources/managed-policy-sources.ts";
import type { ProductNames } from "./product-names.ts";

export interface Terminal {
  readonly out: (content: string | Uint8Array) => void;
  readonly err: (text: string) => void;
  /** Standard input to its end, or a little more than the largest policy. */
  readonly input: () => Promise<Uint8Array>;
  /** Whether standard output shows colours. */
  readonly colours: boolean;
  /** Whether standard output is a terminal, which bytes would upset. */
  readonly interactive: boolean;
  /** Characters in a line of standard output, when it is a terminal. */
  readonly width: number | undefined;
  /** Where this device's management puts a policy. */
  readonly managedSources: (product: ProductNames) => ManagedPolicySources;
}

/** The option of a text that is to fit the terminal; long lines are hard to read in a very wide one. */
export function widthOf({ width }: Terminal): { readonly width?: number } {
  return width === undefined ? {} : { width: Math.min(width, 120) };
}

/** The real one. Readers that have read enough (`| head`) are no failure. */
export function processTerminal(): Terminal {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code !== "EPIPE") throw error;
    });
  }
  const interactive = process.stdout.isTTY;
  const { NO_COLOR: noColour = "", TERM: term, SystemRoot: systemRoot } = process.env;
  return {
    out: (content) => void process.stdout.write(content),
    err: (text) => void process.stderr.write(text),
    input: readInput,
    colours: interactive && noColour === "" && term !== "dumb",
    interactive,
    width: interactive ? process.stdout.columns : undefined,
    managedSources: (product) =>
      managedPolicySources({ ...product, ...(systemRoot !== undefined && { systemRoot }) }),
  };
}

async function readInput(): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of process.stdin) {
    const bytes = chunk as Buffer;
    chunks.push(bytes);
    length += bytes.length;
    if (length > MAX_FILE_BYTES) break;
  }
  return Buffer.concat(chunks);
}
