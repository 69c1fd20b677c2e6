/** Writes docs/conformance.md anew from the titles of the tests. */

import { writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { catalogue } from "./catalogue.ts";
import { readTestCases } from "./evidence.ts";
import { PAGE, renderPage } from "./page.ts";

const root = resolve(import.meta.dirname, "../../../..");
writeFileSync(join(root, PAGE), renderPage(catalogue, readTestCases(root)));
