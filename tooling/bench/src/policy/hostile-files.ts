/**
 * Files of 1 MiB that cost as much as a file can: within every limit, and made of what a decoder or a rule is
 * slowest at. Found by trying some seventy kinds; these are the ones that were at the top before or after tuning.
 */
import { buildBinary } from "plist";

export interface HostileFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

const SIZE = 1024 * 1024;

export const HOSTILE_FILES: Readonly<Record<string, () => readonly HostileFile[]>> = {
  json: () => [
    file("unicode escapes", (fill) => `{"a":"${fill(String.raw`\u0061`)}"}`),
    file("short escapes", (fill) => String.raw`{"a":"${fill(String.raw`\n`)}"}`),
    file("ten thousand values", (fill) => `{"a":[${"1,".repeat(9990)}1],"b":"${fill(String.raw`\"`)}"}`),
    file("JSON in JSON", (fill) => String.raw`{"inferenceModels":"[\"${fill(String.raw`\\u0061`)}\"]"}`),
    file("headers", (fill) => `{"inferenceCustomHeaders":{"a":"${fill(String.raw`\u0061`)}"}}`),
    file("a million lines", (fill) => `{"a":1${fill("\n")}x`),
    { name: "a thousand typos", bytes: bytes(JSON.stringify(typos())) },
  ],
  "XML plist": () => [
    file("numbered characters", (fill) => plist(`<string>${fill("&#97;")}</string>`)),
    file("entities", (fill) => plist(`<string>${fill("&amp;")}</string>`)),
    file("carriage returns", (fill) => plist(`<string>${fill("\r")}</string>`)),
    file("ten thousand comments", (fill) =>
      plist(`<string>${"<!---->".repeat(9990)}${fill("&lt;")}</string>`),
    ),
    file("attributes", (fill) => `<plist ${fill("a='' ")}`),
    { name: "a thousand typos", bytes: bytes(plist(pairs(typos()), "")) },
  ],
  "configuration profile": () => [
    file("payloads and characters", (fill) => profile("<dict/>".repeat(9000), fill("&#97;"))),
    file("characters", (fill) => profile("", fill("&#x61;"))),
  ],
  "binary plist": () => [
    { name: "a thousand typos", bytes: binary(typos()) },
    { name: "one wide text", bytes: binary({ a: "é".repeat(SIZE / 2 - 100) }) },
    { name: "ten thousand models", bytes: binary({ inferenceModels: many(9900, "m".repeat(80)) }) },
  ],
  ".reg": () => [
    file("bytes", (fill) => reg(`"a"=hex(1):${fill("61,00,")}00,00\r\n`)),
    file("escapes", (fill) => reg(`"a"="${fill(String.raw`\\`)}"\r\n`)),
    file("semicolons", (fill) => reg(`"a"=${fill(";")}`)),
    file("spaces before the end", (fill) => reg(`"a"=dword:1${fill(" ")}x`)),
    file("a deep section", (fill) => reg(`[HKLM${fill("\\")}]`)),
    { name: "a thousand typos", bytes: bytes(reg(lines(typos()))) },
  ],
};

/** @param content is given what repeats a text until the file is full. */
function file(name: string, content: (fill: (unit: string) => string) => string): HostileFile {
  const frame = content(() => "").length;
  return { name, bytes: bytes(content((unit) => unit.repeat(Math.floor((SIZE - frame) / unit.length)))) };
}

/** Unknown keys, each two slips away from a known one, with values that fill the file. */
function typos(): Readonly<Record<string, string>> {
  const names = Array.from({ length: 1000 }, (_, index) => {
    const letters = [Math.floor(index / 100), Math.floor(index / 10) % 10, index % 10];
    return `inferenceBedrockRegi${letters.map((letter) => "abcdefghij"[letter]).join("")}`;
  });
  return Object.fromEntries(names.map((name) => [name, "x".repeat(940)]));
}

function many(count: number, text: string): string[] {
  return Array.from({ length: count }, (_, index) => `${text}${index}`);
}

function plist(value: string, key = "<key>a</key>"): string {
  return `<plist><dict>${key}${value}</dict></plist>`;
}

function profile(payloads: string, value: string): string {
  const own = `<dict>${payloadType("dev.latchkey.desktop")}<key>a</key><string>${value}</string></dict>`;
  const content = `<key>PayloadContent</key><array>${payloads}${own}</array>`;
  return `<plist><dict>${payloadType("Configuration")}${content}</dict></plist>`;
}

function payloadType(name: string): string {
  return `<key>PayloadType</key><string>${name}</string>`;
}

function pairs(settings: Readonly<Record<string, string>>): string {
  return Object.entries(settings)
    .map(([key, value]) => `<key>${key}</key><string>${value}</string>`)
    .join("");
}

function lines(settings: Readonly<Record<string, string>>): string {
  return Object.entries(settings)
    .map(([key, value]) => `"${key}"="${value}"\r\n`)
    .join("");
}

/** 8-bit, which holds twice as many characters as UTF-16. */
function reg(content: string): string {
  return `REGEDIT4\r\n\r\n[HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Latchkey]\r\n${content}`;
}

function binary(content: Parameters<typeof buildBinary>[0]): Uint8Array {
  return new Uint8Array(buildBinary(content));
}

function bytes(content: string): Uint8Array {
  return new TextEncoder().encode(content);
}
