import { describe, expect, it } from "vitest";
import { collect } from "../test/support/lists.ts";
import { pagedList } from "./paged-list.ts";
import type { PageAnswer } from "./paged-list.ts";
import type { Send } from "./portal-client.ts";

interface Answer extends PageAnswer {
  readonly things: readonly unknown[];
}

/** A list whose pages are what `answer` says, without a portal. */
function listOf(answer: (page: number) => Omit<Answer, "$metadata">): AsyncIterable<string> {
  let pages = 0;
  const send = (() => Promise.resolve({ $metadata: {}, ...answer((pages += 1)) })) as Send;
  return pagedList<Answer, string>(send, {
    operation: "ListThings",
    list: "things",
    ask: () => Promise.reject(new Error("never asked")),
    read: (fields) => fields.text("name"),
  });
}

describe("pagedList", () => {
  it("a portal that invents a new token for every empty page is left after 10 000 pages", async () => {
    let asked = 0;
    const invented = listOf((page) => {
      asked = page;
      return { things: [], nextToken: `token-${page}` };
    });
    await expect(collect(invented)).rejects.toMatchObject({
      code: "ROLE_CREDENTIALS_MALFORMED_RESPONSE",
      message: "ListThings: nextToken: expected an end within 10000 pages",
    });
    expect(asked).toBe(10_000);
  });

  it("a token that comes back later, not at once, is seen too", async () => {
    const tokens = ["a", "b", "a"];
    let asked = 0;
    const circle = listOf((page) => {
      asked = page;
      return { things: [], nextToken: tokens[page - 1] };
    });
    await expect(collect(circle)).rejects.toThrow("nextToken: expected a token that was not given before");
    expect(asked).toBe(3);
  });

  it.each([undefined, null, ""])("a token that is %j is the end", async (nextToken) => {
    expect(await collect(listOf(() => ({ things: [{ name: "only" }], nextToken })))).toEqual(["only"]);
  });

  it.each([
    ["a number", 7, "text"],
    ["an object", {}, "text"],
    ["over 16 KiB", "t".repeat(16_385), "at most 16384 characters"],
  ])("a token that is %s is malformed", async (_title, nextToken, expected) => {
    await expect(collect(listOf(() => ({ things: [], nextToken })))).rejects.toThrow(
      `ListThings: nextToken: expected ${expected}`,
    );
  });

  it("a page with one malformed item hands out none of its items", async () => {
    const handedOut: string[] = [];
    const reading = (async () => {
      for await (const name of listOf(() => ({ things: [{ name: "first" }, { name: 2 }] }))) {
        handedOut.push(name);
      }
    })();
    await expect(reading).rejects.toThrow("ListThings: things[1].name: expected text");
    expect(handedOut).toEqual([]);
  });
});
