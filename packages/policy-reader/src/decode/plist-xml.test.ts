import { describe, expect, it } from "vitest";
import { parseXmlPlist } from "./plist-xml.ts";
import { toPlain } from "./raw-value.ts";

const wrap = (content: string): string => `<plist version="1.0">${content}</plist>`;

describe("XML property lists", () => {
  it("reads dictionaries, lists, text, booleans and integers", () => {
    const content =
      "<dict><key>a</key><array><string>b</string><true/><integer>-7</integer></array><key>c</key><dict/></dict>";
    expect(toPlain(parseXmlPlist(wrap(content)))).toEqual({ a: ["b", true, -7], c: {} });
  });

  it("passes over the declaration, the Apple document type, comments and white space", () => {
    const text = `<?xml version="1.0"?>\n<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">\n<!-- c -->\n<plist version="1.0">\n<!-- <key>x</key> -->\n<string>v</string>\n</plist>\n<!-- end -->\n`;
    expect(parseXmlPlist(text)).toEqual({ type: "string", text: "v" });
  });

  it.each([
    ["<string>a &amp; b &lt;c&gt; &quot;d&quot; &apos;e&apos;</string>", `a & b <c> "d" 'e'`],
    ["<string>&#233;&#x1F600;</string>", "é😀"],
    ["<string><![CDATA[<raw> & ]]>text</string>", "<raw> & text"],
    ["<string>a<!-- not text -->b</string>", "ab"],
    ["<string>line\r\nline</string>", "line\nline"],
    ["<string/>", ""],
    ["<string></string>", ""],
  ])("reads the text of %s", (content, expected) => {
    expect(parseXmlPlist(wrap(content))).toEqual({ type: "string", text: expected });
  });

  it("keeps the leading zeros of an integer", () => {
    expect(parseXmlPlist(wrap("<integer>012345678901</integer>"))).toEqual({
      type: "integer",
      text: "012345678901",
    });
  });

  it("tells a real from an integer, and keeps the content of neither data nor dates", () => {
    const content = "<array><real>5.0</real><data>c2VjcmV0</data><date>2026-01-01T00:00:00Z</date></array>";
    expect(parseXmlPlist(wrap(content))).toEqual({
      type: "list",
      items: [{ type: "real" }, { type: "data" }, { type: "date" }],
    });
  });

  it.each([
    ['<!DOCTYPE plist [<!ENTITY x "y">]><plist><string>&x;</string></plist>', "declares its own entities"],
    ['<!DOCTYPE plist SYSTEM "file:///etc/passwd" []><plist><string/></plist>', "declares its own entities"],
    [wrap("<string>&unknown;</string>"), "unknown entity"],
    [wrap("<string>&constructor;</string>"), "unknown entity"],
    [wrap("<string>&#0;</string>"), "unknown entity"],
    [wrap("<string>&#xD800;</string>"), "unknown entity"],
    [wrap("<string>a\u0001b</string>"), "a character that XML does not allow"],
    [wrap("<string>a & b</string>"), "unknown entity"],
    [wrap("<dict><key>a</key></dict>"), "expected a value after <key>"],
    [wrap("<dict><string>a</string></dict>"), "expected <key> in <dict>"],
    [wrap("<dict><key>a</key><key>b</key></dict>"), "expected a value after <key>"],
    [wrap("<dict><key>a</key><string>b</array>"), "expected </string>"],
    [wrap("<dict><key>a</key><true/></array>"), "expected </dict>"],
    [wrap("<integer>0x10</integer>"), "expected decimal digits"],
    [wrap("<integer/>"), "expected decimal digits"],
    [wrap("<set/>"), "expected a property-list element"],
    [wrap("text"), "expected a property-list tag"],
    [wrap(""), "expected a value before </plist>"],
    [wrap("<true/><false/>"), "expected </plist>"],
    [wrap('<string x="1">a</string>'), "without attributes"],
    ["<html><body/></html>", "line 1, column 1: expected <plist>; this XML is no property list"],
    [
      '<?xml version="1.0"?>\n<policyDefinitions revision="1.0"/>',
      "line 2, column 1: expected <plist>; this",
    ],
    ["<plist/>", "expected <plist>"],
    [`${wrap("<true/>")}<more/>`, "expected the end of the file"],
    ["<plist", "expected a property-list tag"],
    ["<plist><!-- open", 'expected "-->"'],
    ["<plist><string>open", "expected </string>"],
  ])("refuses %j", (text, reason) => {
    expect(() => parseXmlPlist(text)).toThrow(reason);
  });

  it("refuses a key that appears twice, and names it and its line", () => {
    const content =
      "<dict>\n<key>inferenceProvider</key><string>a</string>\n<key>inferenceProvider</key><string>b</string></dict>";
    expect(() => parseXmlPlist(wrap(content))).toThrow(/line 3.*inferenceProvider appears twice/);
  });

  it("reads __proto__ as an ordinary key", () => {
    const value = toPlain(
      parseXmlPlist(wrap("<dict><key>__proto__</key><dict><key>x</key><true/></dict></dict>")),
    );
    expect(Object.keys(value as object)).toEqual(["__proto__"]);
  });

  it("refuses nesting beyond the limit without exhausting the stack", () => {
    expect(() => parseXmlPlist(wrap("<array>".repeat(100_000)))).toThrow("nested more than 32 levels deep");
  });
});
