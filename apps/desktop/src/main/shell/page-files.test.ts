import { temporaryDirectory } from "@latchkey/test-kit";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { answerPage, readPageFiles } from "./page-files.ts";

function renderer(): Disposable & { readonly ask: (address: string, method?: string) => Promise<Response> } {
  const folder = temporaryDirectory();
  const pages = join(folder.path, "renderer");
  mkdirSync(join(pages, "assets"), { recursive: true });
  writeFileSync(join(folder.path, "secret.html"), "outside");
  writeFileSync(join(pages, "index.html"), "<!doctype html>");
  writeFileSync(join(pages, "assets", "index.js"), "export {};");
  writeFileSync(join(pages, "assets", "index.js.map"), "{}");
  symlinkSync(join(folder.path, "secret.html"), join(pages, "linked.html"));
  const files = readPageFiles(pages);
  return {
    ask: (address, method = "GET") => answerPage(files, new Request(address, { method })),
    [Symbol.dispose]: () => folder[Symbol.dispose](),
  };
}

test("serves what was built, with its type", async () => {
  using pages = renderer();
  const page = await pages.ask("app://shell/index.html");
  expect([page.status, page.headers.get("content-type")]).toEqual([200, "text/html; charset=utf-8"]);
  expect(await page.text()).toBe("<!doctype html>");
  const script = await pages.ask("app://shell/assets/index.js?v=1#top");
  expect(script.headers.get("content-type")).toBe("text/javascript; charset=utf-8");
});

test.each([
  "app://shell/",
  "app://shell/../secret.html",
  "app://shell/%2e%2e/secret.html",
  "app://shell/..%2fsecret.html",
  "app://shell/assets/..%5c..%5csecret.html",
  "app://shell/linked.html",
  "app://shell/assets/index.js.map",
  "app://shell/__proto__",
  "app://other/index.html",
  "apps://shell/index.html",
  "https://shell/index.html",
])("row 18: there is no %s", async (address) => {
  using pages = renderer();
  expect((await pages.ask(address)).status).toBe(404);
});

test.each(["POST", "PUT", "DELETE", "HEAD"])("row 18: nothing answers a %s", async (method) => {
  using pages = renderer();
  expect((await pages.ask("app://shell/index.html", method)).status).toBe(404);
});

test("row 7: every answer has the headers, and the policy allows nothing unsafe", async () => {
  using pages = renderer();
  for (const address of ["app://shell/index.html", "app://shell/assets/index.js", "app://shell/missing"]) {
    const { headers } = await pages.ask(address);
    const policy = headers.get("content-security-policy") ?? "";
    expect(policy).not.toMatch(/unsafe-|\*|https?:|data:|blob:/);
    expect(policy.split("; ")).toEqual(
      expect.arrayContaining([
        "default-src 'none'",
        "connect-src 'none'",
        "frame-ancestors 'none'",
        "form-action 'none'",
        "base-uri 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types 'none'",
      ]),
    );
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("cross-origin-opener-policy")).toBe("same-origin");
    expect(headers.get("cross-origin-resource-policy")).toBe("same-origin");
  }
});
