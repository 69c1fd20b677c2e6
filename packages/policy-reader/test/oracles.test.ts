/** Our property-list readers against two independent ones. */
import { parseBuffer } from "bplist-parser";
import * as fc from "fast-check";
import { build, buildBinary, parse } from "plist";
import { describe, expect, it } from "vitest";
import { parseBinaryPlist } from "../src/decode/plist-binary.ts";
import { parseXmlPlist } from "../src/decode/plist-xml.ts";
import { toPlain } from "../src/decode/raw-value.ts";

/** Without what XML cannot carry, and without the line separators that the plist library turns into line feeds. */
const texts = fc
  .string({ unit: "grapheme", maxLength: 40 })
  .filter((value) => !/[\u0000-\u001f\u007f-\u009f\u2028\u2029\ufffd-\uffff\ud800-\udfff]/u.test(value));
const names = fc.stringMatching(/^[A-Za-z][A-Za-z0-9]{0,12}$/);

const { tree } = fc.letrec<{ tree: unknown; leaf: unknown }>((tie) => ({
  leaf: fc.oneof(texts, fc.boolean(), fc.integer({ min: -2_000_000, max: 2_000_000 })),
  tree: fc.oneof(
    { maxDepth: 4 },
    tie("leaf"),
    fc.array(tie("tree"), { maxLength: 5 }),
    fc.dictionary(names, tie("tree"), { maxKeys: 5, noNullPrototype: true }),
  ),
}));
const documents = fc.dictionary(names, tree, { maxKeys: 8, noNullPrototype: true });

type Plist = Parameters<typeof build>[0];

describe("property lists", () => {
  it("in XML read as the plist library reads them", () => {
    fc.assert(
      fc.property(documents, (document) => {
        const xml = build(document as Plist);
        expect(toPlain(parseXmlPlist(xml))).toEqual(parse(xml));
        expect(toPlain(parseXmlPlist(xml))).toEqual(document);
      }),
      { numRuns: 300 },
    );
  });

  it("in binary read as bplist-parser reads them", () => {
    fc.assert(
      fc.property(documents, (document) => {
        const bytes = buildBinary(document as Plist);
        expect(toPlain(parseBinaryPlist(new Uint8Array(bytes)))).toEqual(parseBuffer(Buffer.from(bytes))[0]);
        expect(toPlain(parseBinaryPlist(new Uint8Array(bytes)))).toEqual(document);
      }),
      { numRuns: 300 },
    );
  });
});
