/** The windows are small: what is built is measured, compressed. */
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { buildRenderer } from "./support/bundle.ts";

const LIMIT_KIB = 60;

test(`everything that both windows load is at most ${LIMIT_KIB} KiB, compressed`, async () => {
  const bundle = await buildRenderer();
  const pages = [...bundle.keys()].filter((path) => path.endsWith(".html"));
  expect(pages.toSorted()).toEqual(["configuration.html", "index.html"]);
  const others = [...bundle.keys()].filter((path) => !/^assets\/[\w-]+\.(js|css)$/.test(path));
  expect(others.toSorted()).toEqual(pages.toSorted());
  const sizes = [...bundle.values()].map((content) => gzipSync(content).byteLength);
  expect(sizes.reduce((sum, size) => sum + size) / 1024).toBeLessThanOrEqual(LIMIT_KIB);
});
