import { Stats } from "node:fs";
import { describe, expect, it } from "vitest";
import { ownershipProblem } from "./ownership.ts";

const statsOf = (uid: number, mode: number): Stats =>
  Object.assign(Object.create(Stats.prototype), { uid, mode });

describe("who can write", () => {
  it("is nobody else for a file of its owner alone", () => {
    expect(ownershipProblem(statsOf(0, 0o100644), "/etc/policy.json", 0)).toBeUndefined();
  });

  it("gives a command that a shell takes as it is meant, whatever the path holds", () => {
    const path = `/etc/it's "$(x)"; rm -rf ~ \\ policy.json`;
    expect(ownershipProblem(statsOf(501, 0o100644), path, 0)).toBe(
      `${path} belongs to user 501 instead of root; run: sudo chown root '/etc/it'\\''s "$(x)"; rm -rf ~ \\ policy.json'`,
    );
  });
});
