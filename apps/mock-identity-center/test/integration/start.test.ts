/** What a mock loads before somebody needs it. Needs `dist`, which the build makes. */

import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";

const index = new URL("../../dist/index.js", import.meta.url).href;
/** Tells the files that it loaded, and the modules of Node. */
const program = `
import { registerHooks } from "node:module";
const files = [];
registerHooks({ load: (url, context, next) => (files.push(url), next(url, context)) });
const { startMockIdentityCenter } = await import(${JSON.stringify(index)});
await using mock = await startMockIdentityCenter();
console.log(JSON.stringify([...files, ...process.moduleLoadList]));
`;

test("a mock starts without HTTP/2, TLS, Node's web client, event streams and the control API's schemas", () => {
  const child = execFileSync(process.execPath, ["--input-type=module", "-e", program], { encoding: "utf8" });
  const loaded = JSON.parse(child) as readonly string[];
  expect(loaded).toContain("NativeModule http");
  expect(loaded).toContain(index);
  const builtIn = /^NativeModule (http2|tls|internal\/deps\/undici\/undici)$/;
  const file = /eventstream-codec|\/control\/routes|pkijs/;
  expect(loaded.filter((name) => builtIn.test(name) || file.test(name))).toEqual([]);
});
