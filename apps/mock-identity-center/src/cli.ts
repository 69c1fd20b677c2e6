#!/usr/bin/env node
/** The bin `mock-identity-center`. */

import { runCommandLine } from "./cli/command-line.ts";
import { processTerminal } from "./cli/terminal.ts";
import { keepHeapSmall } from "./cli/small-heap.ts";

keepHeapSmall();
process.exitCode = await runCommandLine(process.argv.slice(2), processTerminal());
