/** Damaged files, a thousand for each decoder: every one is read or refused, and nothing else happens. */
import { mutator } from "@latchkey/test-kit";
import { describe, expect, it } from "vitest";
import { decideAuthMode } from "../src/decide/decide-auth-mode.ts";
import { decodePolicy } from "../src/decode/decode-policy.ts";
import { describePolicy } from "../src/describe-policy.ts";
import type { PolicyFormat } from "../src/policy-types.ts";
import { readPolicy } from "../src/read-policy.ts";
import {
  BEDROCK,
  encode,
  FORMATS,
  memorySource,
  payloadXml,
  POLICY_KEY,
  profileXml,
  reg,
  SIGN_IN,
  text,
  type TestFormat,
} from "./support.ts";

const COUNT = 1000;
const FORMAT_OF: Readonly<Record<TestFormat, PolicyFormat>> = {
  json: "json",
  "xml-plist": "plist",
  "binary-plist": "plist",
  mobileconfig: "mobileconfig",
  "mobileconfig-wrapper": "mobileconfig",
  reg: "reg",
  "reg-ansi": "reg",
};
const SETTINGS = { ...BEDROCK, ...SIGN_IN, inferenceBedrockProfile: 'Zoë "😀" \\ & <' };

const managedClient = payloadXml({}, "com.apple.ManagedClient.preferences").replace(
  "</dict>",
  "<key>PayloadContent</key><dict><key>dev.latchkey.desktop</key><dict><key>Forced</key><array><dict>" +
    "<key>mcx_preference_settings</key><dict><key>inferenceProvider</key><string>bedrock</string></dict>" +
    "</dict></array><key>Set-Once</key><array/></dict></dict></dict>",
);

const SEEDS: readonly (readonly [
  name: string,
  format: PolicyFormat,
  bytes: Uint8Array,
  exported: boolean,
])[] = [
  ...FORMATS.map((format) => [format, FORMAT_OF[format], encode(format, SETTINGS), false] as const),
  ["the managed-client wrapper", "mobileconfig", text(profileXml(managedClient)), false],
  [
    "native JSON types",
    "json",
    text('{"inferenceModels":["a",{"name":"b"}],"x":[1,-2.5e3,true,null,{"__proto__":{}}]}'),
    false,
  ],
  [
    "registry types",
    "reg",
    reg(
      `[-${POLICY_KEY.slice(1)}\n${POLICY_KEY}\n@="x"\n"a"=dword:0000000a\n"b"=hex(1):61,00,\\\n  00,00\n"c"=hex(2):61,00\n"d"=-\n; end\n`,
    ),
    false,
  ],
  ["a registry export", "reg", reg(`${POLICY_KEY}\n"a"="one\ntwo\\n"\n"b"=hex(7):61,00,00,00\n`), true],
  [
    "a REGEDIT4 file",
    "reg",
    text(`REGEDIT4\r\n\r\n${POLICY_KEY}\r\n"a"="x\\\\y"\r\n"b"=hex(1):5a,00\r\n`),
    false,
  ],
];

describe("damaged files", () => {
  it.each(SEEDS)("of %s are read or refused", (name, format, bytes, exported) => {
    const { mutate } = mutator(name.length);
    const prototype = Reflect.ownKeys(Object.prototype);
    const seen = new Set<string>();
    for (let count = 0; count < COUNT; count++) {
      const damaged = mutate(bytes);
      for (const options of [{ name: "damaged" }, { name: "damaged", format, exported }]) {
        const { status } = decodePolicy(damaged, options);
        seen.add(status);
      }
    }
    expect([...seen].toSorted()).toEqual(["malformed", "read"]);
    expect(Reflect.ownKeys(Object.prototype)).toEqual(prototype);
  });

  it.each(SEEDS.slice(0, FORMATS.length))(
    "of %s end in one decision and one report",
    async (name, _, bytes) => {
      const { mutate } = mutator(name.length + 1);
      for (let count = 0; count < 300; count++) {
        const snapshot = await readPolicy([memorySource(mutate(bytes))]);
        const report = describePolicy(snapshot, decideAuthMode(snapshot));
        expect(["read", "malformed"]).toContain(snapshot.status);
        expect(() => JSON.stringify(report)).not.toThrow();
      }
    },
  );

  it("are the same for the same seed, and differ between seeds", () => {
    const bytes = encode("json", SETTINGS);
    const damaged = (seed: number): readonly string[] => {
      const { mutate } = mutator(seed);
      return Array.from({ length: 20 }, () => Buffer.from(mutate(bytes)).toString("hex"));
    };
    expect(damaged(1)).toEqual(damaged(1));
    expect(damaged(1)).not.toEqual(damaged(2));
    expect(new Set(damaged(1)).size).toBeGreaterThan(15);
  });
});
