#!/usr/bin/env node
/** The bin `mock-identity-center`. */

import { enableCompileCache } from "node:module";

// Compiled code is kept in the temporary folder for the next start; it works for what is imported after this line.
enableCompileCache();
const [{ runCommandLine }, { processTerminal }, { keepNewSpaceSmall }] = await Promise.all([
  import("./cli/command-line.ts"),
  import("./cli/terminal.ts"),
  import("./server/new-space.ts"),
]);

keepNewSpaceSmall();
process.exitCode = await runCommandLine(process.argv.slice(2), processTerminal());
