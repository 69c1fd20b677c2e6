/** One smallest question to a model with a bearer token: whether token, endpoint and model work together. */
import type { BedrockSettings } from "@latchkey/policy-reader";
import type { Secret } from "@latchkey/secret";
import { z } from "zod";
import type { ConnectionTest } from "../../shared/configuration-schema.ts";
import { bounded } from "../bounded.ts";
import type { Fetch } from "../shell/fetch-request-handler.ts";
import { isRedirect, networkCode } from "./network-code.ts";

/** A model that starts up may take a while for its first token. */
const TIMEOUT_MS = 30_000;
/** More than any answer of one token has; in characters. */
const LONGEST_ANSWER = 65_536;

export interface BedrockQuestion {
  readonly endpoint: URL;
  readonly token: Secret;
  readonly modelId: string;
  readonly serviceTier: BedrockSettings["serviceTier"];
}

type Outcome = Extract<ConnectionTest, { status: "works" | "refused" | "unreachable" }>;

/** @param signal aborts with its own reason. */
export async function askBedrock(
  { endpoint, token, modelId, serviceTier }: BedrockQuestion,
  fetch: Fetch,
  signal: AbortSignal,
): Promise<Outcome> {
  const address = new URL(`/model/${encodeURIComponent(modelId)}/converse`, endpoint);
  const body = {
    messages: [{ role: "user", content: [{ text: "Hello" }] }],
    inferenceConfig: { maxTokens: 1 },
    ...(serviceTier === undefined ? {} : { serviceTier: { type: serviceTier } }),
  };
  const ask = async (within: AbortSignal): Promise<Outcome> => {
    const response = await fetch(address.href, {
      method: "POST",
      headers: { Authorization: `Bearer ${token.reveal()}`, "Content-Type": "application/json" },
      body: JSON.stringify(body),
      redirect: "manual",
      credentials: "omit",
      cache: "no-store",
      signal: within,
    });
    const text = await beginningOf(response);
    return isAnswer(response, text) ? { status: "works", modelId } : refusal(response, text);
  };
  try {
    return await bounded(TIMEOUT_MS, ask, signal);
  } catch (error) {
    signal.throwIfAborted();
    return { status: "unreachable", code: isRedirect(error) ? "REDIRECTED" : networkCode(error) };
  }
}

async function beginningOf({ body }: Response): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  for await (const chunk of body ?? []) {
    text += decoder.decode(chunk as Uint8Array, { stream: true });
    if (text.length > LONGEST_ANSWER) break;
  }
  return text;
}

const answerSchema = z.object({ output: z.object({ message: z.object({}) }) });
const errorSchema = z.object({ __type: z.string() });

/** Other pages answer with 200 too, such as a proxy's notice. */
function isAnswer({ ok }: Response, text: string): boolean {
  return ok && answerSchema.safeParse(jsonOf(text)).success;
}

function refusal({ status: httpStatus, headers }: Response, text: string): Outcome {
  const named = headers.get("x-amzn-errortype") ?? errorSchema.safeParse(jsonOf(text)).data?.__type ?? "";
  // `Name`, `Name:address` or `namespace#Name`.
  const errorName = /^(?:[\w.]{1,64}#)?([A-Za-z]{1,64})(?::|$)/.exec(named)?.[1];
  const requestId = /^[A-Za-z0-9-]{1,64}$/.exec(headers.get("x-amzn-requestid") ?? "")?.[0];
  return {
    status: "refused",
    httpStatus,
    ...(errorName === undefined ? {} : { errorName }),
    ...(requestId === undefined ? {} : { requestId }),
  };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
