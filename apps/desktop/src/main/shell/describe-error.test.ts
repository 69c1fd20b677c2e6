/** A message may quote a value: nothing of it crosses to the log. */
import { expect, test } from "vitest";
import { describeError } from "./describe-error.ts";

const SECRET = "aoaAAAAAplanted-token";

test("name, code and place, and nothing that the error says", () => {
  const error = Object.assign(new TypeError(`the token ${SECRET} is not valid`), {
    code: "ERR_INVALID",
    cause: new Error(SECRET),
    token: SECRET,
  });
  const description = describeError(error);
  expect(description).toMatchObject({ error: "TypeError", code: "ERR_INVALID" });
  expect(description.at?.[0]).toMatch(/^describe-error\.test\.ts:\d+:\d+$/);
  expect(JSON.stringify(description)).not.toContain(SECRET);
});

test("a message of several lines that looks like a place is no place", () => {
  const error = new Error("first line");
  error.stack = `Error: first line\n${SECRET}:1:1 is a place\n    at run (/home/ada/app/main.js:3:4)`;
  expect(describeError(error).at).toEqual(["main.js:3:4"]);
});

test("places have no folders, and are the innermost five", () => {
  const lines = Array.from({ length: 8 }, (_, index) => `    at f (/home/ada/app/file-${index}.js:1:2)`);
  const error = new Error("x");
  error.stack = `Error: x\n${lines.join("\n")}`;
  expect(describeError(error).at).toEqual([0, 1, 2, 3, 4].map((index) => `file-${index}.js:1:2`));
});

test("a code that is no text, and an error without a stack", () => {
  const error = Object.assign(new Error(SECRET), { code: { secret: SECRET } });
  delete error.stack;
  expect(describeError(error)).toEqual({ error: "Error", at: [] });
});

test.each([
  [SECRET, "string"],
  [{ token: SECRET }, "object"],
  [undefined, "undefined"],
])("what was thrown and is no error is told by its type alone", (thrown, type) => {
  expect(describeError(thrown)).toEqual({ error: type });
});
