/** Paragraphs and code, also while the answer is not complete. */
import { expect, test } from "vitest";
import { blocksOf } from "./blocks.ts";

const text = (words: string) => ({ kind: "text", text: words });
const code = (words: string) => ({ kind: "code", text: words });

test.for([
  ["", []],
  ["one\ntwo\n\n\nthree", [text("one\ntwo"), text("three")]],
  ["see:\n```ts\na\n\n  b\n```\nso", [text("see:"), code("a\n\n  b"), text("so")]],
  ["```\na\n\nb", [code("a\n\nb")]],
  ["````\n```\n````\nend", [code("```"), text("end")]],
  ["~~~\n```\n~~~", [code("```")]],
  ["a `b` c", [text("a `b` c")]],
] as const)("%j", ([answer, blocks]) => {
  expect(blocksOf(answer)).toEqual(blocks);
});
