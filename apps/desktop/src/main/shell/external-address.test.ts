import { expect, test } from "vitest";
import { guardedOpen, mayOpenExternally } from "./external-address.ts";

const STAND_IN = "http://127.0.0.1:4000";

test.each([
  "https://device.sso.eu-west-1.amazonaws.com/",
  "https://acme.awsapps.com/start/#/device?user_code=ABCD-EFGH",
  "https://start.us-gov-home.awsapps.com/directory/acme",
])("may be opened: %s", (address) => {
  expect(mayOpenExternally(address, [])).toBe(true);
});

test.each([
  "javascript:alert(1)",
  "file:///etc/passwd",
  "data:text/html,hello",
  "smb://acme.awsapps.com/share",
  "ms-officecmd:%7B%7D",
  "JaVaScRiPt:alert(1)",
  "http://acme.awsapps.com/start",
  "https://user@acme.awsapps.com/start",
  "https://acme.awsapps.com:8443/start",
  "https://acme.awsapps.com./start",
  "https://acme.awsapps.com.evil.example/start",
  "https://acme-awsapps.com/start",
  "https://evil.example/acme.awsapps.com",
  "https://device.sso.eu-west-1.amazonaws.com.evil.example/",
  "https://acme.awsapps.com\\@evil.example/",
  "https://acme.awsapps.com/\nstart",
  "https://acme.awsapps.com/ start",
  "https://аcme.awsapps.com/start",
  `https://acme.awsapps.com/${"a".repeat(4_096)}`,
  "acme.awsapps.com",
  "",
  `${STAND_IN}/device`,
])("is refused: %s", (address) => {
  expect(mayOpenExternally(address, [])).toBe(false);
});

test("a stand-in may be opened where it is named, and not under another port", () => {
  expect(mayOpenExternally(`${STAND_IN}/device`, [STAND_IN])).toBe(true);
  expect(mayOpenExternally("http://127.0.0.1:4001/device", [STAND_IN])).toBe(false);
  expect(mayOpenExternally("javascript:alert(1)", ["null"])).toBe(false);
});

test("a refused address never reaches the operating system, and is not in the message", async () => {
  const opened: string[] = [];
  const open = guardedOpen((address) => Promise.resolve(void opened.push(address)), []);
  await expect(open("https://evil.example/secret")).rejects.toThrow(/^(?!.*evil)/);
  await open("https://acme.awsapps.com/start");
  expect(opened).toEqual(["https://acme.awsapps.com/start"]);
});
