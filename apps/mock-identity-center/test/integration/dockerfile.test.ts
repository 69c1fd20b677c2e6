/** The Dockerfile, as far as it can be held to account without Docker. */

import { execFile } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { parseServeArguments } from "../../src/cli/serve.ts";
import { startRig } from "../support/rig.ts";

const root = fileURLToPath(new URL("../../../../", import.meta.url));
const manifestOf = (folder: string): Readonly<Record<string, unknown>> =>
  JSON.parse(readFileSync(join(root, folder, "package.json"), "utf8")) as Record<string, unknown>;
const text = readFileSync(join(root, "apps/mock-identity-center/Dockerfile"), "utf8");
const lines = text.replaceAll(/\\\n/g, " ").split("\n");

/** What follows an instruction, once for each time it is there. */
function instructions(name: string): readonly string[] {
  return lines.filter((line) => line.startsWith(`${name} `)).map((line) => line.slice(name.length + 1));
}

function listOf(instruction: string): readonly string[] {
  return JSON.parse(instruction.slice(instruction.indexOf("["))) as readonly string[];
}

const health = listOf(instructions("HEALTHCHECK")[0] ?? "[]");

test("every path it copies from the repository exists", () => {
  const copied = instructions("COPY")
    .filter((line) => !line.startsWith("--from="))
    .flatMap((line) => line.split(" ").slice(0, -1));
  expect(copied.length).toBeGreaterThan(5);
  expect(copied.filter((path) => !existsSync(join(root, path)))).toEqual([]);
});

test("what it copies is all that the build reads", () => {
  const copied = instructions("COPY").join(" ");
  const config = readFileSync(join(root, "apps/mock-identity-center/tsconfig.json"), "utf8");
  const { extends: base } = JSON.parse(config) as { readonly extends: string };
  expect(join("apps/mock-identity-center", base)).toMatch(/^tooling\/tsconfig\//);
  expect(copied).toContain("tooling/tsconfig");
  const { dependencies: listed } = manifestOf("apps/mock-identity-center") as {
    readonly dependencies: Readonly<Record<string, string>>;
  };
  const dependencies = Object.values(listed);
  expect(dependencies.filter((version) => version.startsWith("workspace:"))).toEqual([]);
});

test("it builds with the repository's pnpm, on a Node that the package takes", () => {
  const versions = new Set([...text.matchAll(/\bpnpm@[\d.]+/g)].map(([version]) => version));
  expect([...versions]).toEqual([manifestOf("")["packageManager"]]);
  expect(instructions("FROM")).toEqual(["node:24-slim AS build", "node:24-slim"]);
});

test("its last stage runs the package's bin as somebody else than root", () => {
  const last = text.slice(text.lastIndexOf("\nFROM "));
  expect(last).toMatch(/^USER node$/m);
  const bin = (manifestOf("apps/mock-identity-center")["bin"] as Record<string, string>)[
    "mock-identity-center"
  ];
  expect(instructions("ENTRYPOINT").map(listOf)).toEqual([["node", join("/app", bin ?? "")]]);
});

test("its command line is one that the program takes, on the port that it exposes and asks for its health", () => {
  const [name, ...args] = listOf(instructions("CMD")[0] ?? "[]");
  expect(name).toBe("serve");
  const [port] = instructions("EXPOSE");
  expect(parseServeArguments(args)).toMatchObject({
    status: "run",
    arguments: { host: "0.0.0.0", port: Number(port) },
  });
  expect(health.join(" ")).toContain(`http://127.0.0.1:${port}/_mock/`);
});

test("no token is in it", () => {
  expect(text).not.toMatch(/MOCK_IDENTITY_CENTER_CONTROL_TOKEN *=/);
});

test("its health check tells a mock that answers from one that does not", async () => {
  const rig = await startRig({ host: "0.0.0.0", controlToken: "a-token-of-the-tests" });
  const script = health.at(-1)?.replace(/:4566\b/, `:${new URL(rig.mock.url).port}`) ?? "";
  const check = (): Promise<number | null> =>
    new Promise((resolve) => {
      const child = execFile(process.execPath, ["-e", script]);
      child.on("close", resolve);
    });
  expect(await check()).toBe(0);
  await rig.mock.close();
  expect(await check()).toBe(1);
});
