/** The request body of Converse and ConverseStream, as far as the mock looks into it. */

import { isJsonObject, readJsonObject } from "../core/json-body.ts";
import type { JsonObject } from "../core/json-body.ts";

export interface Conversation {
  /** The text of the last message, its text blocks joined. */
  readonly prompt: string;
  /** Words of all messages and of the system prompt. */
  readonly inputWords: number;
  readonly maxTokens: number | undefined;
}

export type ParsedConversation =
  | { readonly status: "parsed"; readonly conversation: Conversation }
  | { readonly status: "invalid"; readonly message: string };

export interface Message {
  readonly role: "user" | "assistant";
  readonly texts: readonly string[];
}

/** @see bedrock-runtime Converse, ConverseRequest */
export function parseConversation(body: Uint8Array): ParsedConversation {
  const input = readJsonObject(body);
  if (input === undefined)
    return invalid("Malformed input request, please reformat your input and try again.");
  const messages = readMessages(input["messages"]);
  if (messages === undefined)
    return invalid(
      "The value at messages is not valid. Expected messages with a role and a list of content blocks.",
    );
  const last = messages.at(-1);
  if (messages[0]?.role !== "user")
    return invalid(
      "A conversation must start with a user message. Try again with a conversation that starts with a user message.",
    );
  if (last?.role !== "user")
    return invalid(
      "A conversation must end with a user message. Try again with a conversation that ends with a user message.",
    );
  const maxTokens = readMaxTokens(input["inferenceConfig"]);
  if (maxTokens === "malformed")
    return invalid("The value at inferenceConfig.maxTokens must be an integer of at least 1.");
  const system = Array.isArray(input["system"]) ? textsOf(input["system"]) : [];
  return { status: "parsed", conversation: conversationOf(messages, system, maxTokens) };
}

export function conversationOf(
  messages: readonly Message[],
  system: readonly string[],
  maxTokens: number | undefined,
): Conversation {
  const inputWords = [...system, ...messages.flatMap((message) => message.texts)].reduce(
    (sum, text) => sum + wordsOf(text).length,
    0,
  );
  return { prompt: messages.at(-1)?.texts.join("\n") ?? "", inputWords, maxTokens };
}

export function wordsOf(text: string): readonly string[] {
  return text.split(/\s+/).filter((word) => word !== "");
}

function invalid(message: string): ParsedConversation {
  return { status: "invalid", message };
}

function readMessages(value: unknown): readonly Message[] | undefined {
  if (!Array.isArray(value) || value.length === 0) return undefined;
  const messages = value.map((item: unknown) => (isJsonObject(item) ? readMessage(item) : undefined));
  return messages.every((message) => message !== undefined) ? messages : undefined;
}

function readMessage({ role, content }: JsonObject): Message | undefined {
  if (role !== "user" && role !== "assistant") return undefined;
  if (!Array.isArray(content) || content.length === 0 || !content.every(isJsonObject)) return undefined;
  return { role, texts: textsOf(content) };
}

/** The texts among content blocks. */
export function textsOf(blocks: readonly unknown[]): readonly string[] {
  return blocks.flatMap((block) =>
    isJsonObject(block) && typeof block["text"] === "string" ? [block["text"]] : [],
  );
}

function readMaxTokens(value: unknown): number | undefined | "malformed" {
  const maxTokens = isJsonObject(value) ? value["maxTokens"] : undefined;
  if (maxTokens === undefined || maxTokens === null) return undefined;
  return typeof maxTokens === "number" && Number.isInteger(maxTokens) && maxTokens >= 1
    ? maxTokens
    : "malformed";
}
