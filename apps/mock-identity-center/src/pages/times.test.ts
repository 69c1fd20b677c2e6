import { expect, test } from "vitest";
import { formatDuration, formatInstant, parseDuration, parseInstant } from "./times.ts";

test.for([
  [28_800, "8 h"],
  [5400, "90 min"],
  [86_400, "1 d"],
  [61, "61 s"],
  [0, "0 s"],
] as const)("%d seconds are written as %s, and read back", ([seconds, text]) => {
  expect(formatDuration(seconds)).toBe(text);
  expect(parseDuration(text)).toBe(seconds);
});

test.for([
  ["900", 900],
  [" 1.5h ", 5400],
  ["15 MIN", 900],
] as const)("%s is understood as %d seconds", ([text, seconds]) => {
  expect(parseDuration(text)).toBe(seconds);
});

test.for(["", "h", "-1 h", "1e3", "8 weeks", "0.5 s", "1 h 5 min", "9".repeat(40)])(
  "%s is no duration",
  (text) => {
    expect(parseDuration(text)).toBeUndefined();
  },
);

test("an instant is written in UTC and read back, whatever the time zone of the machine", () => {
  const instant = Date.UTC(2026, 6, 15, 12, 0, 1);
  expect(formatInstant(instant)).toBe("2026-07-15 12:00:01 UTC");
  for (const text of ["2026-07-15 12:00:01 UTC", "2026-07-15T12:00:01Z", " 2026-07-15T12:00:01 "])
    expect(parseInstant(text)).toBe(instant);
});

test.for(["", "tomorrow", "2026-13-01 00:00", "2026-01-01", "2026-01-01T00:00+02:00"])(
  "%s is no instant",
  (text) => {
    expect(parseInstant(text)).toBeUndefined();
  },
);
