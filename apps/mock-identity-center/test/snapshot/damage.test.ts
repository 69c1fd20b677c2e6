/** State files that are not as they were written: a half line at the end is left out, all else is refused. */

import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { startRig } from "../support/rig.ts";
import { withStateFile } from "../support/state-file.ts";

const { newFile } = withStateFile();

/** A file with a snapshot and, after it, lines of two sign-ins; and the tokens in it. */
async function writtenFile(): Promise<{ file: string; lines: string[]; tokens: [string, string] }> {
  const file = newFile();
  const rig = await startRig({ stateFile: file });
  const tokens: [string, string] = [(await rig.signIn()).accessToken, (await rig.signIn()).accessToken];
  await rig.mock.close();
  return { file, lines: readFileSync(file, "utf8").trimEnd().split("\n"), tokens };
}

test("a last line that was cut off at any byte is left out, told once, and everything before it is there", async () => {
  const { file, lines, tokens } = await writtenFile();
  const whole = readFileSync(file);
  const last = Buffer.byteLength(lines.at(-1) ?? "");
  for (const cut of [1, 2, Math.floor(last / 2), last - 1, last]) {
    writeFileSync(file, whole.subarray(0, whole.length - cut));
    const warnings: string[] = [];
    await using rig = await startRig({ stateFile: file, onWarning: (message) => warnings.push(message) });
    const status = async (token: string): Promise<number> =>
      (await rig.portal("/assignment/accounts", token)).status;
    expect([await status(tokens[0]), await status(tokens[1]), warnings], `cut ${cut}`).toEqual([
      200,
      401,
      [expect.stringMatching(/last line was not finished/)],
    ]);
  }
});

type Damage = (lines: string[]) => string[];

test.for<readonly [string, Damage, (count: number) => number, RegExp]>([
  ["a changed letter", (lines) => change(lines, -3, flip), (n) => n - 2, /not as it was written/],
  [
    "a changed check",
    (lines) => change(lines, -3, (line) => flip(line, 4)),
    (n) => n - 2,
    /not as it was written/,
  ],
  ["a lost line", (lines) => lines.toSpliced(-3, 1), (n) => n - 2, /or the one before it is missing/],
  ["a doubled line", (lines) => lines.toSpliced(-3, 0, lines.at(-3) ?? ""), (n) => n - 1, /not as it was/],
  [
    "moved lines",
    (lines) => [...lines.slice(0, -2), ...lines.slice(-2).toReversed()],
    (n) => n - 1,
    /not as/,
  ],
  ["an empty line", (lines) => lines.toSpliced(-2, 0, ""), (n) => n - 1, /not as it was written/],
  ["a changed last line that is whole", (lines) => change(lines, -1, flip), (n) => n, /not as/],
  ["a changed seed", (lines) => lines.with(0, flip(lines[0])), () => 1, /not as it was written/],
  ["an end within the snapshot", (lines) => lines.slice(0, 3), () => 3, /ends too early/],
  ["another version", (lines) => lines.with(0, newer(lines[0])), () => 1, /has another version than 1/],
  ["another program's JSON", () => ['{"vault":1}'], () => 1, /is not a state file of this program/],
  ["no JSON", () => ["hello"], () => 1, /is not a state file of this program/],
  ["nothing", () => [], () => 1, /holds no whole line/],
])(
  "%s is refused with file, line and reason, and the file is left as it is",
  async ([, damage, lineOf, reason]) => {
    const { file, lines } = await writtenFile();
    const damaged = damage(lines).map((line) => `${line}\n`);
    writeFileSync(file, damaged.join(""));
    const failure = startRig({ stateFile: file });
    await expect(failure).rejects.toMatchObject({
      code: "STATE_INVALID",
      message: expect.stringMatching(reason),
    });
    await expect(failure).rejects.toThrow(`${file}:${lineOf(lines.length)}: `);
    expect(readFileSync(file, "utf8")).toBe(damaged.join(""));
    expect(existsSync(`${file}.new`)).toBe(false);
  },
);

test("a refused file is not kept locked", async () => {
  const { file, lines } = await writtenFile();
  writeFileSync(file, "hello\n");
  await expect(startRig({ stateFile: file })).rejects.toMatchObject({ code: "STATE_INVALID" });
  writeFileSync(file, lines.map((line) => `${line}\n`).join(""));
  await using rig = await startRig({ stateFile: file });
  expect(rig.mock.sessions()).toHaveLength(2);
});

test("no message repeats the key in the file", async () => {
  const { file, lines } = await writtenFile();
  const key = /"mintKey":"(\w+)"/.exec(lines[0] ?? "")?.[1] ?? "";
  writeFileSync(file, `${flip(lines[0])}\n`);
  expect(key).toHaveLength(64);
  await expect(startRig({ stateFile: file })).rejects.not.toThrow(key);
});

/** @param place from the end. */
function change(lines: readonly string[], place: number, edit: (line: string) => string): string[] {
  return lines.map((line, index) => (index === lines.length + place ? edit(line) : line));
}

/** One letter, at a place in the middle by default, is another one. */
function flip(line = "", at = Math.floor(line.length / 2)): string {
  return `${line.slice(0, at)}${line[at] === "0" ? "1" : "0"}${line.slice(at + 1)}`;
}

function newer(line = ""): string {
  return line.replace('"mockIdentityCenterState":1', '"mockIdentityCenterState":2');
}
