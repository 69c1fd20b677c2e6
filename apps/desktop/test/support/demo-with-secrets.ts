/**
 * The demo in a process of its own, from its build, which tells its parent every secret that the mock issued and
 * what stood in the data folder after each step.
 */
import { startMockIdentityCenter } from "@latchkey/mock-identity-center";
import type { MockIdentityCenter } from "@latchkey/mock-identity-center";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { runDemo } from "../../dist/demo/demo.js";
import { jsonReporter } from "../../dist/demo/reporter.js";

const [keep = "", policy = ""] = process.argv.slice(2);
const written = new Set<string>();
let mock: MockIdentityCenter | undefined;

function remember(): void {
  for (const entry of readdirSync(join(keep, "vault"), { recursive: true, withFileTypes: true })) {
    if (entry.isFile()) written.add(readFileSync(join(entry.parentPath, entry.name), "latin1"));
  }
}

const reporter = jsonReporter(process);
const options = {
  policy,
  manual: false,
  json: true,
  debug: true,
  keychain: "memory",
  prompt: "Hello?",
  keep,
} as const;
const code = await runDemo(options, {
  reporter: {
    ...reporter,
    step(event, fields, text) {
      reporter.step(event, fields, text);
      if (["signed-in", "credentials", "second-launch", "refreshed"].includes(event)) remember();
    },
  },
  signal: new AbortController().signal,
  startMock: async (mockOptions) => {
    mock = await startMockIdentityCenter(mockOptions);
    return mock;
  },
});
process.send?.({ secrets: mock?.issuedSecrets() ?? [], written: [...written] });
process.disconnect();
process.exitCode = code;
