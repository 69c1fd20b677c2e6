import { expect, test } from "vitest";
import { unpackedPath } from "./unpacked-path.ts";

test("a file of a packaged app is found beside the archive", () => {
  expect(unpackedPath("/opt/Latchkey/resources/app.asar/node_modules/a/vendor/helper", "/")).toBe(
    "/opt/Latchkey/resources/app.asar.unpacked/node_modules/a/vendor/helper",
  );
  expect(unpackedPath(String.raw`C:\Latchkey\resources\app.asar\a.exe`, "\\")).toBe(
    String.raw`C:\Latchkey\resources\app.asar.unpacked\a.exe`,
  );
});

test("other paths stay, those that are beside it already included", () => {
  for (const path of [
    "/home/a/latchkey/dist/a.mjs",
    "/r/app.asar.unpacked/a",
    "/r/my-app.asar/a",
    "/r/app.asar",
  ])
    expect(unpackedPath(path, "/")).toBe(path);
});
