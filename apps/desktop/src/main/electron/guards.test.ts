/** What stock Chromium cannot raise of what a page may try. */
import type { Session } from "electron";
import { EventEmitter } from "node:events";
import { expect, test } from "vitest";
import { createLog } from "../log.ts";
import { denyDownloads } from "./guards.ts";

test("a page downloads nothing, and the log does not say from where", () => {
  const session = new EventEmitter();
  const lines: string[] = [];
  const log = createLog({ level: "debug", destination: { write: (line: string) => void lines.push(line) } });
  denyDownloads(session as unknown as Session, log);
  let prevented = 0;
  const event = { preventDefault: () => void (prevented += 1) };
  session.emit("will-download", event, { getURL: () => "data:,planted" });
  expect(prevented).toBe(1);
  expect(lines.join("")).toContain('"what":"download"');
  expect(lines.join("")).not.toContain("planted");
});
