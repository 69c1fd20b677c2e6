/** Seed files: what they may be, and how everything that is wrong with one is told at once. */

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { defaultSeed, loadSeed, MockIdentityCenterError } from "../../src/index.ts";
import { defaultIdentityStoreId } from "../../src/state/directory.ts";
import { withStateFile } from "../support/state-file.ts";

const { folder } = withStateFile();

function write(name: string, content: string | Uint8Array): string {
  const file = join(folder, name);
  writeFileSync(file, content);
  return file;
}

/** The lines that follow the first one, without the name of the file. */
async function problemsOf(file: string): Promise<readonly string[]> {
  try {
    await loadSeed(file);
  } catch (error) {
    if (!(error instanceof MockIdentityCenterError) || error.code !== "SEED_INVALID") throw error;
    const [first, ...lines] = error.message.split("\n").map((line) => line.trim().replace(`${file}:`, ""));
    return lines.length === 0 ? [first ?? ""] : lines;
  }
  return [];
}

const wrong = `instances:
  - startUrl: https://acme.awsapps.com/start
    region: us-east-1
    user: []
    users:
      - { userName: ada, pasword: hunter2 }
      - { userName: bob, password: 12345 }
    accounts:
      - { accountId: 012345678901, name: First }
    permissionSets:
      - name: A
        inlinePolicy: { Statement: { Effect: allow, Action: "*", Resource: "*" } }
      - { name: A, sessionDurationSeconds: 10 }
    assignments:
      - { accountId: "111122223333", permissionSet: B, userName: eve }
      - { accountId: "111122223333", permissionSet: A }
models: []
`;

test("every problem is listed, each with line, column and path, in the order of the file", async () => {
  expect(await problemsOf(write("wrong.yaml", wrong))).toEqual([
    "4:5: instances[0].user: is not known here; did you mean users?",
    "6:9: instances[0].users[0].password: is missing, expected text",
    "6:26: instances[0].users[0].pasword: is not known here; did you mean password?",
    "7:36: instances[0].users[1].password: expected text, found a number; put it in quotes",
    "9:22: instances[0].accounts[0].accountId: expected text, found a number; put it in quotes",
    '12:46: instances[0].permissionSets[0].inlinePolicy.Statement.Effect: expected "Allow" or "Deny"',
    "13:17: instances[0].permissionSets[1].name: is used twice",
    "13:44: instances[0].permissionSets[1].sessionDurationSeconds: expected at least 3600",
    "15:53: instances[0].assignments[0].permissionSet: names no permission set of this instance",
    "15:66: instances[0].assignments[0].userName: names no user of this instance",
    "16:9: instances[0].assignments[1]: expected one of userName and groupName",
  ]);
});

test("a place in JSON is found as well, also with tabs and Windows line ends", async () => {
  const text = JSON.stringify({ ...defaultSeed, setings: {} }, undefined, "\t").replaceAll("\n", "\r\n");
  const line = text.split("\r\n").findIndex((each) => each.includes("setings")) + 1;
  expect(await problemsOf(write("tabs.json", text))).toEqual([
    `${line}:2: setings: is not known here; did you mean settings?`,
  ]);
  expect(
    await loadSeed(write("good.json", text.replace('"setings"', '"$schema"').replace("{}", '"x"'))),
  ).toMatchObject(defaultSeed);
});

test("two instances may not share a start URL, nor an identity store id, given or made", async () => {
  const [first] = defaultSeed.instances;
  const seed = { ...defaultSeed, instances: [first, first] };
  expect(await problemsOf(write("twice.json", JSON.stringify(seed)))).toEqual([
    expect.stringContaining("instances[1].startUrl: is used twice"),
    expect.stringContaining("instances[1].identityStoreId: is used twice"),
  ]);
  const made = { ...first, startUrl: "https://made.awsapps.com/start", identityStoreId: undefined };
  const clash = { ...first, identityStoreId: defaultIdentityStoreId(made.startUrl) };
  expect(
    await problemsOf(write("made.json", JSON.stringify({ ...defaultSeed, instances: [made, clash] }))),
  ).toEqual([expect.stringContaining("instances[1].identityStoreId: is used twice")]);
});

test.for<readonly [string, string, RegExp]>([
  ["a name twice in one object", "models: []\nmodels: []\n", /^2:1: this name is used twice/],
  ["a tag", "models: !secret []\n", /^1:9: Unresolved tag/],
  ["another version of YAML", "%YAML 1.1\n---\nmodels: []\n", /expected YAML 1\.2/],
  ["two documents", "models: []\n---\nmodels: []\n", /^2:1: Source contains multiple documents/],
  ["text that never ends", 'models: "never', /^1:15: /],
  ["aliases that multiply", aliasBomb(), /its aliases stand for too much/],
  ["nesting without end", "[".repeat(5000), /is nested too deeply/],
  ["more than 8 MiB", " ".repeat(8_388_609), /is larger than 8 MiB/],
  ["nothing", "", /\(the document\): expected an object, found nothing/],
])("%s is refused", async ([name, content, reason]) => {
  const problems = await problemsOf(write(`${name}.yaml`, content));
  expect(
    problems.some((problem) => reason.test(problem.trim())),
    problems.join("\n").slice(0, 500),
  ).toBe(true);
});

test("bytes that are not UTF-8 are refused", async () => {
  expect(await problemsOf(write("latin1.yaml", Uint8Array.of(0x61, 0x3a, 0xe9)))).toEqual([" is not UTF-8"]);
});

test("thousands of problems are counted, not all listed", async () => {
  const models = Array.from({ length: 2000 }, () => ({ modelId: 7 }));
  const problems = await problemsOf(write("many.json", JSON.stringify({ ...defaultSeed, models })));
  expect([problems.length, problems.at(-1)]).toEqual([51, "and 1950 more"]);
});

test("a duplicate among twenty thousand names is found", async () => {
  const names = Array.from({ length: 20_000 }, (_, index) => `k${index}: 1`).join("\n");
  expect(await problemsOf(write("wide.yaml", `${names}\nk7: 2\n`))).toEqual([
    "20001:1: this name is used twice in one object",
  ]);
});

test("no message repeats what is in the file", async () => {
  expect((await problemsOf(write("secret.yaml", wrong))).join("\n")).not.toMatch(
    /hunter2|12345\b|012345678901/,
  );
});

function aliasBomb(): string {
  const lines = Array.from({ length: 12 }, (_, level) => {
    const items = Array.from({ length: 9 }, () => (level === 0 ? "x" : `*a${level - 1}`));
    return `a${level}: &a${level} [${items.join(", ")}]`;
  });
  return lines.join("\n");
}
