/** What is packed, file by file, and that it needs nothing else. */
import { temporaryDirectory } from "@latchkey/test-kit";
import type { TemporaryDirectory } from "@latchkey/test-kit";
import { execFileSync } from "node:child_process";
import { lstatSync, readFileSync } from "node:fs";
import { createRequire, isBuiltin } from "node:module";
import { homedir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { stagedApp, stagedResources } from "../../packaging/layout.ts";
import { stageApp, stagedFiles } from "../../packaging/stage.ts";
import { thisMachine } from "../../packaging/target.ts";

const RUNTIME = "node_modules/@anthropic-ai/sandbox-runtime";
const ROOT = join(import.meta.dirname, "../../../..");
const { platform, arch } = thisMachine();

/** The archive's on Linux, without the pages: those are vite's, and follow a rule. */
const EXPECTED = [
  "THIRD-PARTY-NOTICES.txt",
  "dist/app/main/index.js",
  "dist/app/preload/configuration.cjs",
  "dist/app/preload/index.cjs",
  `${RUNTIME}/LICENSE`,
  `${RUNTIME}/dist/index.js`,
  `${RUNTIME}/package.json`,
  `${RUNTIME}/vendor/java-proxy-agent/srt-proxy-agent.jar`,
  `${RUNTIME}/vendor/seccomp/${arch}/apply-seccomp`,
  "package.json",
];
/** Beside the archive. */
const EXPECTED_RESOURCES = ["node/LICENSE", "node/node", "worker/session-worker.mjs"];
const PAGE = /^dist\/app\/renderer\/(?:[\w-]+\.html|assets\/[\w-]+\.(?:js|css))$/;

/** The worker is alone in its sandbox: what it asks for and does without, for other signatures. */
const OPTIONAL_IN_WORKER = ["@aws-sdk/signature-v4-crt", "@aws-sdk/signature-v4a"];

/** Asked for, and done without when they are not there: on Windows only, for other signatures, for another sandbox. */
const OPTIONAL = [
  "dist/app/main/index.js: native-reg",
  "dist/app/main/index.js: @aws-sdk/signature-v4a",
  `${RUNTIME}/dist/index.js: @microsoft/mxc-sdk`,
];

/** Outside of the repository, so that nothing can be found in a folder above. */
let folder: TemporaryDirectory;
let staged: string;
let files: readonly string[];
let resources: string;

beforeAll(async () => {
  folder = temporaryDirectory();
  await stageApp({ target: { platform, arch }, output: folder.path });
  staged = stagedApp(folder.path);
  resources = stagedResources(folder.path);
  files = stagedFiles(staged);
});

afterAll(() => folder[Symbol.dispose]());

const textOf = (file: string): string => readFileSync(join(staged, file), "utf8");
const scripts = (): readonly string[] => files.filter((file) => /\.[cm]?js$/.test(file));

test.runIf(platform === "linux")("package content: exactly these files, and the pages", () => {
  expect(files.filter((file) => !file.startsWith("dist/app/renderer/"))).toEqual(EXPECTED);
  const pages = files.filter((file) => file.startsWith("dist/app/renderer/"));
  expect(pages).toContain("dist/app/renderer/index.html");
  expect(pages.filter((file) => !PAGE.test(file))).toEqual([]);
});

test.runIf(platform === "linux")("package content: exactly these files beside the archive", () => {
  expect(stagedFiles(resources)).toEqual(EXPECTED_RESOURCES);
  expect(stagedFiles(folder.path).filter((file) => !/^(?:app|resources)\//.test(file))).toEqual([]);
});

test("package content: no tests, host, demo, mock, source map, .env, sources or documents", () => {
  const unwanted =
    /\.test\.|\.spec\.|\.map$|\.ts$|\.tsx$|\.env|\.md$|(?:^|\/)(?:test|e2e|host|demo|docs|src)\//;
  expect(files.filter((file) => unwanted.test(file.replace("LICENSE.md", "LICENSE")))).toEqual([]);
  for (const file of scripts()) {
    expect([file, /\bsourceMappingURL=|sourcesContent/.test(textOf(file))]).toEqual([file, false]);
    expect([file, textOf(file).includes("mock-identity-center")]).toEqual([file, false]);
  }
});

test("package content: real files, which everybody may read and only their owner may change", () => {
  for (const file of stagedFiles(folder.path)) {
    const facts = lstatSync(join(folder.path, file));
    const runs = file.endsWith("apply-seccomp") || file === "resources/node/node";
    expect([file, facts.isFile(), facts.mode & 0o777]).toEqual([file, true, runs ? 0o755 : 0o644]);
  }
});

test("package content: nothing tells where it was built", () => {
  // Node.js was built elsewhere, and may name a home like this one.
  for (const file of stagedFiles(folder.path).filter((name) => name !== "resources/node/node")) {
    const bytes = readFileSync(join(folder.path, file));
    for (const path of [ROOT, join(homedir(), ".")])
      expect([file, path.length > 1 && bytes.includes(`${path}/`)]).toEqual([file, false]);
  }
});

test("every import is Electron's, Node's, or resolves inside the folder", () => {
  const outside = scripts().flatMap((file) =>
    importsOf(textOf(file))
      .filter((name) => !isBuiltin(name) && name !== "electron")
      .map((name) => [file, name, resolvesInside(file, name)] as const),
  );
  const unresolved = outside.filter(([, , isInside]) => !isInside).map(([file, name]) => `${file}: ${name}`);
  expect(unresolved.filter((line) => !OPTIONAL.includes(line))).toEqual([]);
  expect(outside.map(([, name]) => name)).toContain("@anthropic-ai/sandbox-runtime");
});

test("the worker imports nothing but Node's own modules", () => {
  const worker = readFileSync(join(resources, "worker/session-worker.mjs"), "utf8");
  const outside = importsOf(worker).filter((name) => !isBuiltin(name));
  expect(outside.filter((name) => !OPTIONAL_IN_WORKER.includes(name))).toEqual([]);
  expect(worker).not.toMatch(/sourceMappingURL=|sourcesContent|mock-identity-center/);
});

test("the sandbox's library loads from the folder and finds its helpers there", () => {
  const program = `
    import { SandboxManager } from "@anthropic-ai/sandbox-runtime";
    const { errors, warnings } = await SandboxManager.checkDependenciesAsync();
    console.log(JSON.stringify([...errors, ...warnings].filter((text) => text.includes("seccomp"))));
  `;
  const output = execFileSync(process.execPath, ["--input-type=module", "--eval", program], { cwd: staged });
  expect(JSON.parse(output.toString())).toEqual([]);
});

test("the manifest has an entry, and nothing that would be installed or run", () => {
  const manifest = JSON.parse(textOf("package.json")) as Readonly<Record<string, unknown>>;
  expect(manifest).toMatchObject({ productName: "Latchkey", main: "dist/app/main/index.js", type: "module" });
  for (const key of ["scripts", "dependencies", "devDependencies", "optionalDependencies", "exports"])
    expect(manifest).not.toHaveProperty(key);
});

test("the notices name what is bundled, and nothing of ours", () => {
  const notices = textOf("THIRD-PARTY-NOTICES.txt");
  for (const name of [
    "pino ",
    "preact ",
    "zod ",
    "@aws-sdk/client-sso-oidc ",
    "@anthropic-ai/sandbox-runtime ",
  ])
    expect(notices).toMatch(new RegExp(`^${name}\\d`, "m"));
  expect(notices).not.toContain("@latchkey/");
});

/** Static, dynamic and required. Comments go first: they quote imports. */
function importsOf(source: string): readonly string[] {
  const code = source.replaceAll(/^\s*(?:\/\/|\*).*$/gm, "");
  const patterns = [
    /^\s*(?:import|export)\b[^"'`;]*?from\s*["']([^"']+)["']/gm,
    /^\s*import\s*["']([^"']+)["']/gm,
    /\bimport\(\s*["'`]([^"'`]+)["'`]\s*\)/g,
    /\b(?:__require|require)\(\s*["'`]([^"'`]+)["'`]\s*\)/g,
  ];
  const names = patterns.flatMap((pattern) => [...code.matchAll(pattern)].map(([, name = ""]) => name));
  return [...new Set(names)].filter((name) => !name.startsWith("."));
}

function resolvesInside(file: string, name: string): boolean {
  const folders = createRequire(join(staged, file)).resolve.paths(name) ?? [];
  const inside = folders.filter((path) => path.startsWith(staged));
  return inside.some((path) => stagedFiles(staged).includes(manifestIn(path, name)));
}

function manifestIn(path: string, name: string): string {
  return join(path.slice(staged.length + 1), name, "package.json").replaceAll("\\", "/");
}
