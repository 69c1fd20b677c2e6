import { expect, test } from "vitest";
import { crashRounds, KEPT } from "./support/rounds.ts";
import type { Loop, Round } from "./support/rounds.ts";

/** `pnpm bench` asks for more, see tooling/bench. */
const ROUNDS = Number(process.env["LATCHKEY_CRASH_ROUNDS"] ?? 200);

/** What the vault may hold: what the last reported change left, or what the one under way leaves. */
const ALLOWED: Readonly<Record<Loop, (round: Round, before: string) => readonly string[]>> = {
  put: ({ done }, before) => [done === 0 ? before : String(done), String(done + 1)],
  delete: ({ done }, before) => [done === 0 ? before : "absent", "absent", String(done + 1)],
  clear: ({ done }, before) => [done === 0 ? before : "absent", "absent", String(done + 1)],
  rotate: () => [KEPT],
};

test.each<[Loop, number]>([
  ["put", 0.5],
  ["rotate", 0.3],
  ["clear", 0.1],
  ["delete", 0.1],
])(
  "%s: a process that is killed at a random moment leaves the old record or the new one, and nothing that grows",
  { timeout: ROUNDS * 2_000 },
  async (loop, share) => {
    let before = "absent";
    let most = 0;
    for await (const round of crashRounds(loop, Math.ceil(ROUNDS * share))) {
      expect(ALLOWED[loop](round, before), JSON.stringify(round)).toContain(round.signIn);
      expect(round.registration).toBe(loop === "rotate" ? KEPT : "absent");
      expect(round.names.length, round.names.join()).toBeLessThanOrEqual(loop === "rotate" ? 2 : 1);
      before = round.signIn;
      most = Math.max(most, round.done);
    }
    // Otherwise the processes were killed before they did anything.
    expect(most).toBeGreaterThan(0);
  },
);
