/** The window is small: what is built is measured, compressed. */
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { buildRenderer } from "./support/bundle.ts";

const LIMIT_KIB = 60;

test(`everything that the window loads is at most ${LIMIT_KIB} KiB, compressed`, async () => {
  const bundle = await buildRenderer();
  expect([...bundle.keys()].map((path) => path.replace(/-[\w-]{8}\./, ".")).toSorted()).toEqual([
    "assets/index.css",
    "assets/index.js",
    "index.html",
  ]);
  const sizes = [...bundle.values()].map((content) => gzipSync(content).byteLength);
  expect(sizes.reduce((sum, size) => sum + size) / 1024).toBeLessThanOrEqual(LIMIT_KIB);
});
