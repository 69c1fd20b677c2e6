import { execFileSync } from "node:child_process";
import { parseEnv } from "node:util";
import { expect, test } from "vitest";
import { MockIdentityCenterError } from "../mock-error.ts";
import { formatEnvironment } from "./format-environment.ts";

const awkward = {
  URL: "http://127.0.0.1:4566",
  FOLDER: "/home/Ada Lovelace/it's $HOME",
  COMMANDS: '$(exit 1) `exit 1` "quoted" \\n \\',
  COMMENT: "before # after",
  LINES: "one\ntwo",
  EMPTY: "",
};

test("plain values carry no quotes in any form", () => {
  expect(formatEnvironment({ URL: awkward.URL }, "sh")).toBe("export URL=http://127.0.0.1:4566\n");
  expect(formatEnvironment({ URL: awkward.URL }, "dotenv")).toBe("URL=http://127.0.0.1:4566\n");
});

test("a shell that evaluates the sh form has exactly these values", () => {
  const script = `${formatEnvironment(awkward, "sh")}env -0`;
  const printed = execFileSync("sh", ["-c", script], { env: { PATH: "/usr/bin:/bin" }, encoding: "utf8" });
  const pairs = printed.split("\0").map((pair) => pair.split(/=(.*)/s));
  expect(Object.fromEntries(pairs)).toMatchObject(awkward);
});

test("Node reads exactly these values from the dotenv form", () => {
  expect(parseEnv(formatEnvironment(awkward, "dotenv"))).toEqual(awkward);
});

test("the json form is one object on lines of its own", () => {
  expect(JSON.parse(formatEnvironment(awkward, "json"))).toEqual(awkward);
  expect(formatEnvironment({ A: "b" }, "json")).toBe('{\n  "A": "b"\n}\n');
});

test.for(["it's `odd`", "a carriage return\r"])("the dotenv form refuses %j, without saying it", (value) => {
  const attempt = (): string => formatEnvironment({ NAME: value }, "dotenv");
  expect(attempt).toThrow(MockIdentityCenterError);
  expect(attempt).toThrow(expect.objectContaining({ code: "ENVIRONMENT_UNQUOTABLE" }));
  expect(attempt).not.toThrow(value);
});

test("no variables are no text, and an empty object", () => {
  expect(formatEnvironment({}, "sh")).toBe("");
  expect(formatEnvironment({}, "json")).toBe("{}\n");
});
