import { expect, test } from "vitest";
import { publisherOptions, publisherProblem } from "../../packaging/publisher.ts";

const COMPLETE = {
  LATCHKEY_MAINTAINER: "Ada Lovelace <ada@example.com>",
  LATCHKEY_HOMEPAGE: "https://example.com",
};

test("a maintainer and a page are all that a deb needs", () => {
  expect(publisherProblem(COMPLETE)).toBeUndefined();
});

test.each([
  undefined,
  "",
  "Ada Lovelace",
  "ada@example.com",
  "<ada@example.com>",
  "Ada <ada>",
  "Ada <a@b>\nBcc: <c@d>",
])("no maintainer: %j", (maintainer) => {
  expect(publisherProblem({ ...COMPLETE, LATCHKEY_MAINTAINER: maintainer })).toMatch(
    /^A deb names who answers for it: set LATCHKEY_MAINTAINER [^\n]*$/,
  );
});

test.each([undefined, "", "example.com", "http://example.com"])("no page: %j", (homepage) => {
  expect(publisherProblem({ ...COMPLETE, LATCHKEY_HOMEPAGE: homepage })).toMatch(
    /^A deb names a page about the program: set LATCHKEY_HOMEPAGE [^\n]*$/,
  );
});

test("what is given reaches electron-builder, and nothing is made up", () => {
  expect(publisherOptions(COMPLETE)).toEqual({
    linux: { maintainer: COMPLETE.LATCHKEY_MAINTAINER },
    app: { extraMetadata: { homepage: COMPLETE.LATCHKEY_HOMEPAGE } },
  });
  expect(publisherOptions({})).toEqual({ linux: {}, app: {} });
});
