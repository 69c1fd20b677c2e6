import { expect, test } from "vitest";
import { systemRandom } from "../core/random.ts";
import { Mint, newMintKey } from "./mint.ts";
import { SecretTable } from "./secret-table.ts";
import { accessTokenShape, deviceCodeShape, refreshTokenShape } from "./shapes.ts";

const isOver = (record: number): boolean => record < 9999;
const never = (): boolean => false;

test.for([deviceCodeShape, accessTokenShape, refreshTokenShape])("a $name finds its own record", (shape) => {
  const table = new SecretTable<string>(new Mint(newMintKey(systemRandom())), shape);
  const texts = ["a", "b", "c"].map((record) => table.add(record, never));
  expect(texts.map((text) => table.find(text))).toEqual(["a", "b", "c"]);
  expect(table.texts()).toEqual(texts);
});

test("a text with any character changed, cut off or added finds nothing", () => {
  const table = new SecretTable<string>(new Mint(newMintKey(systemRandom())), accessTokenShape);
  const text = table.add("a", never);
  for (let at = 0; at < text.length; at += 1) {
    const other = text.charAt(at) === "x" ? "y" : "x";
    expect(table.find(`${text.slice(0, at)}${other}${text.slice(at + 1)}`)).toBeUndefined();
  }
  for (const wrong of ["", "a", text.slice(0, 12), text.slice(0, -1), `${text}=`, ` ${text}`])
    expect(table.find(wrong)).toBeUndefined();
});

test("two tables of one mock, and two mocks, give texts that have nothing in common", () => {
  const mint = new Mint(newMintKey(systemRandom()));
  const access = new SecretTable<string>(mint, accessTokenShape);
  const refresh = new SecretTable<string>(mint, refreshTokenShape);
  const stranger = new SecretTable<string>(new Mint(newMintKey(systemRandom())), accessTokenShape);
  const [first, second] = [access.add("a", never), refresh.add("a", never)];
  expect(first.slice(8, 60)).not.toBe(second.slice(8, 60));
  stranger.add("a", never);
  expect(stranger.find(first)).toBeUndefined();
  expect(access.find(second.replace("aor", "aoa"))).toBeUndefined();
});

test("records that are over are forgotten once there are many, their texts are not", () => {
  const table = new SecretTable<number>(new Mint(newMintKey(systemRandom())), deviceCodeShape);
  const texts = Array.from({ length: 10_001 }, (_, record) => table.add(record, isOver));
  expect(table.find(texts[0] ?? "")).toBeUndefined();
  expect(table.find(texts[9999] ?? "")).toBe(9999);
  expect(table.texts()).toEqual(texts);
});
