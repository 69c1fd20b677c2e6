/** The request body of InvokeModel: Anthropic's Messages API, as far as the mock looks into it. */

import { isJsonObject, readJsonObject } from "../core/json-body.ts";
import type { JsonObject } from "../core/json-body.ts";
import { conversationOf, textsOf } from "./conversation.ts";
import type { Message, ParsedConversation } from "./conversation.ts";

const knownVersion = "bedrock-2023-05-31";

/** @see Amazon Bedrock User Guide, "Anthropic Claude Messages API" */
export function parseMessagesRequest(body: Uint8Array): ParsedConversation {
  const input = readJsonObject(body);
  if (input === undefined)
    return invalid("Malformed input request, please reformat your input and try again.");
  const problem = problemOf(input);
  if (problem !== undefined) return invalid(problem);
  const messages = readMessages(input["messages"]);
  if (messages === undefined)
    return invalid("messages: Input should be a list of messages with role and content");
  if (messages[0]?.role !== "user") return invalid('messages: first message must use the "user" role');
  return {
    status: "parsed",
    conversation: conversationOf(messages, textOf(input["system"]), input["max_tokens"] as number),
  };
}

function problemOf(input: JsonObject): string | undefined {
  for (const name of ["anthropic_version", "max_tokens", "messages"])
    if (input[name] === undefined) return `${name}: Field required`;
  if (input["anthropic_version"] !== knownVersion)
    return `anthropic_version: Input should be '${knownVersion}'`;
  const maxTokens = input["max_tokens"];
  return Number.isInteger(maxTokens) && Number(maxTokens) >= 1
    ? undefined
    : "max_tokens: Input should be an integer greater than or equal to 1";
}

function readMessages(value: unknown): readonly Message[] | undefined {
  if (!Array.isArray(value) || value.length === 0) return undefined;
  const messages = value.map((item: unknown) => (isJsonObject(item) ? readMessage(item) : undefined));
  return messages.every((message) => message !== undefined) ? messages : undefined;
}

function readMessage({ role, content }: JsonObject): Message | undefined {
  if (role !== "user" && role !== "assistant") return undefined;
  if (typeof content !== "string" && !(Array.isArray(content) && content.every(isBlock))) return undefined;
  return content.length === 0 ? undefined : { role, texts: textOf(content) };
}

function isBlock(value: unknown): boolean {
  return isJsonObject(value) && typeof value["type"] === "string";
}

/** Content is a text, or a list of blocks of which the texts count. */
function textOf(content: unknown): readonly string[] {
  if (typeof content === "string") return [content];
  return Array.isArray(content) ? textsOf(content) : [];
}

function invalid(message: string): ParsedConversation {
  return { status: "invalid", message };
}
