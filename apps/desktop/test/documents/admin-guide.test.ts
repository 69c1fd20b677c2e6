/** `docs/admin-guide.md` says what the app and the reader do: its texts, keys, codes, pictures and links. */
import { policyCatalogue } from "@latchkey/policy-reader";
import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { en } from "../../src/renderer/i18n/en.ts";
import { sessionViewSchema } from "../../src/shared/session-schema.ts";
import { leadsSomewhere, readPage } from "./support/markdown-page.ts";
import { ROOT } from "./support/sample-policy.ts";

const page = readPage(join(ROOT, "docs/admin-guide.md"));
const keys = new Set(policyCatalogue.map(({ key }) => key));
const sources = globSync("src/main/**/*.ts", { cwd: join(ROOT, "apps/desktop") })
  .filter((path) => !path.endsWith(".test.ts"))
  .map((path) => readFileSync(join(ROOT, "apps/desktop", path), "utf8"))
  .join("\n");

it("is short enough to be read", () => {
  expect(page.text.split("\n").length).toBeLessThanOrEqual(471);
});

describe("keys", () => {
  it("names only keys of the catalogue", () => {
    const named = page.text.match(
      /\b(?:inference|cowork|egress|disable|auto|update|relaunch|config|model|deployment)\w*[A-Z]\w*/g,
    );
    expect(named?.length).toBeGreaterThan(20);
    expect(named?.filter((name) => !keys.has(name))).toEqual([]);
  });

  it("says of keys without effect only what is true: nothing of the app reads them", () => {
    const [, list = ""] = /this version does not act on:([^.]*), and those/.exec(page.text) ?? [];
    const withoutEffect = [...list.matchAll(/`(\w+)`/g)].map(([, key = ""]) => key);
    const idle = policyCatalogue.filter(({ use, key }) => use === "app-behaviour" && !sources.includes(key));
    expect(new Set(withoutEffect)).toEqual(new Set(idle.map(({ key }) => key)));
  });
});

describe("texts of the app", () => {
  const texts = new Set<string>(Object.values(en));
  /** Headings where nothing is wrong. */
  const fine = new Set([
    "idle",
    "starting",
    "code",
    "waiting",
    "success",
    "cowork",
    "other-credential",
    "start",
    "new-session",
  ]);
  const problems = Object.entries(en).filter(
    ([key]) => key.endsWith(".heading") && !fine.has(key.slice(0, -".heading".length)),
  );
  const symptoms = page.rowsOf("the person sees").map(([symptom = ""]) => symptom);

  it("quotes only texts that the window has", () => {
    expect(page.quotes.length).toBeGreaterThanOrEqual(symptoms.length);
    expect(page.quotes.filter((quote) => !texts.has(quote))).toEqual([]);
  });

  it.each(problems)("has a row for %s: %s", (_key, heading) => {
    expect(symptoms).toContainEqual(expect.stringContaining(`**“${heading}”**`));
  });

  it.each(
    Object.entries(en).filter(([key]) => key.startsWith("config-error.") && /refused|changed/.test(key)),
  )("has a row for each reason of it: %s", (_key, text) => {
    expect(symptoms).toContainEqual(expect.stringContaining(`**“${text}”**`));
  });
});

describe("sessions", () => {
  const [, , , notStarted, ended] = sessionViewSchema.shape.session.options;
  const [, answer] = sessionViewSchema.shape.turns.element.options;
  const codes = [
    ...notStarted.shape.failure.shape.code.options,
    ...ended.shape.reason.options,
    ...answer.shape.failure.unwrap().shape.code.options,
  ];
  const listed = page.rowsOf("code").flatMap(([cell = ""]) => cell.match(/[a-z-]{2,}/g) ?? []);

  it("has a row for each way in which a session or an answer fails, and no other", () => {
    expect(new Set(listed)).toEqual(new Set(codes));
    expect(listed).toHaveLength(new Set(codes).size);
  });

  it("quotes only messages that the log can have", () => {
    const messages = page.codes.flatMap((code) => /^"msg":"(.*)"$/.exec(code)?.[1] ?? []);
    expect(messages.length).toBeGreaterThanOrEqual(5);
    expect(messages.filter((message) => !sources.includes(`"${message}"`))).toEqual([]);
  });
});

describe("pictures and links", () => {
  it("shows pictures that exist, each with a text in its place", () => {
    expect(page.pictures.length).toBeGreaterThanOrEqual(6);
    const missing = page.pictures.filter(({ target }) => !existsSync(join(dirname(page.path), target)));
    expect(missing).toEqual([]);
    expect(page.pictures.filter(({ alternative }) => alternative.length < 20)).toEqual([]);
  });

  it("leads to files and headings that exist", () => {
    expect(page.links.length).toBeGreaterThan(20);
    expect(page.links.filter((target) => !leadsSomewhere(page, target))).toEqual([]);
  });
});
