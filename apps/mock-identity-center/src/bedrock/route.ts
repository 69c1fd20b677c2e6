/** Which model a path names, and what is asked of it: `POST /model/{modelId}/…`. */

const operations = {
  converse: "Converse",
  "converse-stream": "ConverseStream",
  invoke: "InvokeModel",
  "invoke-with-response-stream": "InvokeModelWithResponseStream",
} as const;

type Suffix = keyof typeof operations;
export type BedrockOperation = (typeof operations)[Suffix];

export interface BedrockRoute {
  readonly operation: BedrockOperation;
  readonly modelId: string;
}

const path = new RegExp(`^/model/([^/]+)/(${Object.keys(operations).join("|")})$`);

/** The operation and model a path names; undefined for every other path. */
export function bedrockRoute(target: string): BedrockRoute | undefined {
  const [, encoded, suffix] = path.exec(target) ?? [];
  if (encoded === undefined) return undefined;
  const operation = operations[suffix as Suffix];
  try {
    return { operation, modelId: decodeURIComponent(encoded) };
  } catch {
    return { operation, modelId: "" };
  }
}
