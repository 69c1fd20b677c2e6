import { describe, expect, it } from "vitest";
import { dictionaryXml, payloadXml, plistXml, profileXml, text } from "../../test/support.ts";
import type { DecodedPolicy } from "./decode-policy.ts";
import { decodePolicy } from "./decode-policy.ts";

const decode = (xml: string): DecodedPolicy => decodePolicy(text(xml), { name: "acme.mobileconfig" });

const keysOf = (policy: DecodedPolicy): readonly string[] =>
  policy.status === "read" ? policy.entries.map(({ key }) => key) : [];

const managedClient = (content: string, domain = "dev.latchkey.desktop"): string =>
  `<dict><key>PayloadType</key><string>com.apple.ManagedClient.preferences</string>
   <key>PayloadContent</key><dict><key>${domain}</key><dict>${content}</dict></dict></dict>`;

const forced = (settings: Record<string, string>): string =>
  `<key>Forced</key><array><dict><key>mcx_preference_settings</key>${dictionaryXml(settings)}</dict></array>`;

describe("configuration profiles", () => {
  it("read the payload of the preference domain and leave the envelope out", () => {
    const policy = decode(profileXml(payloadXml({ PayloadUUID: "x", inferenceProvider: "bedrock" })));
    expect(policy).toMatchObject({ status: "read", format: "mobileconfig" });
    expect(keysOf(policy)).toEqual(["inferenceProvider"]);
  });

  it("leave payloads of other domains alone", () => {
    const wifi = payloadXml({ SSID: "office" }, "com.apple.wifi.managed");
    expect(keysOf(decode(profileXml(wifi, payloadXml({ inferenceProvider: "bedrock" }))))).toEqual([
      "inferenceProvider",
    ]);
  });

  it("read a domain given as an option", () => {
    const bytes = text(profileXml(payloadXml({ inferenceProvider: "bedrock" }, "com.example.app")));
    expect(keysOf(decodePolicy(bytes, { name: "p", domain: "com.example.app" }))).toEqual([
      "inferenceProvider",
    ]);
  });

  it("read the forced settings of the managed-client wrapper", () => {
    const policy = decode(profileXml(managedClient(forced({ inferenceProvider: "bedrock" }))));
    expect(keysOf(policy)).toEqual(["inferenceProvider"]);
  });

  it("warn about Set-Once settings, which are not enforced", () => {
    const once = `<key>Set-Once</key><array/>`;
    const policy = decode(profileXml(managedClient(`${forced({ inferenceProvider: "bedrock" })}${once}`)));
    expect(policy.diagnostics).toMatchObject([{ severity: "warning", code: "set-once-ignored" }]);
  });

  it.each([
    ["no payload at all", profileXml(), "nothing-for-this-product"],
    [
      "another domain only",
      profileXml(payloadXml({ a: "b" }, "com.example.other")),
      "nothing-for-this-product",
    ],
    [
      "another wrapped domain",
      profileXml(managedClient(forced({ a: "b" }), "com.x")),
      "nothing-for-this-product",
    ],
    ["Set-Once only", profileXml(managedClient("<key>Set-Once</key><array/>")), "nothing-for-this-product"],
    [
      "a damaged wrapper",
      profileXml(managedClient("<key>Forced</key><array><dict/></array>")),
      "malformed-file",
    ],
    [
      "encrypted content",
      plistXml(
        "<dict><key>PayloadType</key><string>Configuration</string><key>EncryptedPayloadContent</key><data>AA==</data></dict>",
      ),
      "encrypted-profile",
    ],
    [
      "no list of payloads",
      plistXml("<dict><key>PayloadType</key><string>Configuration</string></dict>"),
      "malformed-file",
    ],
  ])("are never silently empty: %s", (_, xml, code) => {
    const policy = decode(xml);
    expect(policy).toMatchObject({ status: "malformed", diagnostics: [{ severity: "error", code }] });
    expect(policy.diagnostics[0]?.message).toMatch(/^acme\.mobileconfig: /);
  });

  it("refuse two payloads that set the same key, and name it", () => {
    const payload = payloadXml({ inferenceProvider: "bedrock" });
    expect(decode(profileXml(payload, payload)).diagnostics).toMatchObject([
      { code: "duplicate-key", key: "inferenceProvider", source: "acme.mobileconfig" },
    ]);
  });

  it("that are signed say so, and what to do", () => {
    const bytes = Uint8Array.from([0x30, 0x82, 0x10, 0x00, 0x06, 0x09]);
    expect(decodePolicy(bytes, { name: "signed.mobileconfig" })).toMatchObject({
      status: "malformed",
      diagnostics: [
        { code: "signed-profile", message: expect.stringMatching(/security cms -D .* openssl cms -verify/) },
      ],
    });
  });
});

describe("managed preference files", () => {
  it("hold the settings at the top, with or without left-over payload keys", () => {
    const policy = decode(plistXml(dictionaryXml({ PayloadUUID: "x", inferenceProvider: "bedrock" })));
    expect(policy).toMatchObject({ status: "read", format: "plist" });
    expect(keysOf(policy)).toEqual(["inferenceProvider"]);
  });

  it("may be UTF-16 with a byte-order mark", () => {
    const xml = `\ufeff${plistXml(dictionaryXml({ inferenceProvider: "bedrock" })).replace("UTF-8", "UTF-16")}`;
    const policy = decodePolicy(new Uint8Array(Buffer.from(xml, "utf16le")), { name: "p.plist" });
    expect(keysOf(policy)).toEqual(["inferenceProvider"]);
  });

  it.each([
    ["a list at the top", plistXml("<array/>"), "expected a dictionary at the top"],
    ["another encoding", plistXml("<dict/>").replace("UTF-8", "ISO-8859-1"), "another encoding than UTF-8"],
  ])("refuse %s", (_, xml, reason) => {
    expect(decode(xml).diagnostics[0]?.message).toContain(reason);
  });
});
