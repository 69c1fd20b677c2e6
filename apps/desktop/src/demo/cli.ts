#!/usr/bin/env node
import { relative } from "node:path";
import { fileURLToPath } from "node:url";
import { runDemo } from "./demo.ts";
import { parseOptions, USAGE } from "./options.ts";
import { humanReporter, jsonReporter } from "./reporter.ts";

const EXAMPLE = fileURLToPath(new URL("../../../../examples/policies/acme.mobileconfig", import.meta.url));
const DEFAULT_POLICY = relative(process.cwd(), EXAMPLE);

async function main(): Promise<number> {
  const parsed = parseOptions(process.argv.slice(2), DEFAULT_POLICY);
  if (parsed.status === "help") {
    process.stdout.write(USAGE);
    return 0;
  }
  if (parsed.status === "usage") {
    process.stderr.write(`${parsed.message}\n\n${USAGE}`);
    return 2;
  }
  const interruption = new AbortController();
  process.once("SIGINT", () => interruption.abort());
  process.once("SIGTERM", () => interruption.abort());
  // The reader of a pipe has gone, for example `pnpm demo | head`.
  process.stdout.on("error", () => interruption.abort());
  const reporter = parsed.options.json ? jsonReporter(process) : humanReporter(process);
  try {
    const code = await runDemo(parsed.options, { reporter, signal: interruption.signal });
    return interruption.signal.aborted ? 130 : code;
  } catch (error) {
    if (interruption.signal.aborted) return 130;
    throw error;
  }
}

process.exitCode = await main();
