import { expect, test } from "vitest";
import { html } from "./html.ts";
import type { HtmlValue } from "./html.ts";

test("text is escaped for content and for quoted attributes", () => {
  const text = `<a href="x" title='y'>&\``;
  expect(html`<p title="${text}">${text}</p>`.toString()).not.toMatch(/<a|title='y'|&`/);
  expect(html`${"<&>\"'`"}`.toString()).toBe("&#60;&#38;&#62;&#34;&#39;&#96;");
});

test("markup made by the template is kept, alone and in lists", () => {
  const item = html`<li>${"&"}</li>`;
  const list = html`<b>${[item, item]}</b>`.toString();
  expect(list).toBe("<b><li>&#38;</li><li>&#38;</li></b>");
});

test("undefined is nothing, numbers are text", () => {
  expect(html`[${undefined}${0}]`.toString()).toBe("[0]");
});

test("an object that only looks like markup is refused", () => {
  const forged = [{ toString: () => "<b>" }] as unknown as HtmlValue;
  expect(() => html`${forged}`).toThrow(TypeError);
});
