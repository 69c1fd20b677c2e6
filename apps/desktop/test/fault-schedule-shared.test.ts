import { randomInt } from "node:crypto";
import { expect, it } from "vitest";
import type { Tally } from "./support/shared-schedule/messages.ts";
import { openSharedStage } from "./support/shared-schedule/shared-stage.ts";
import { startSharing } from "./support/shared-schedule/sharing-process.ts";

/** Replays a schedule: the seed that a failure named. Which of two processes that wake together is first is not in it. */
const SEED = Number(process.env["LATCHKEY_FAULT_SEED"] ?? randomInt(2 ** 32));
/** One vault each, which both processes share; see the program for the 50 sign-ins of a process in each. */
const LANES = 10;
const SIGN_INS = 1_000;

it(`two processes on one vault sign in ${SIGN_INS / 2} times each under random faults: every sign-in ends as it was decided, and nothing is lost or used twice`, async () => {
  await using opened = new AsyncDisposableStack();
  const stages = await Promise.all(
    Array.from({ length: LANES }, (_, lane) => openSharedStage(SEED + 10 * lane)),
  );
  for (const stage of stages) opened.use(stage);
  const processes = [0, 1].map((number) => opened.use(startSharing(number, stages)));
  const complaints = (): string =>
    stages.flatMap((stage, lane) => stage.complaints().map((one) => `lane ${lane}: ${one}`)).join("\n");
  const tallies = await Promise.all(processes.map((one) => one.tallies)).catch((cause: unknown) => {
    throw new Error(`LATCHKEY_FAULT_SEED=${SEED}: ${String(cause)}\n${complaints()}`, { cause });
  });
  const sum = (part: keyof Tally): number => tallies.flat().reduce((total, tally) => total + tally[part], 0);
  expect(complaints(), `LATCHKEY_FAULT_SEED=${SEED}`).toBe("");
  expect(sum("signedIn")).toBeGreaterThanOrEqual(sum("approved"));
  expect(sum("approved")).toBeGreaterThan(SIGN_INS * 0.4);
  expect(sum("spoiltRequests")).toBeGreaterThan(SIGN_INS);
  expect(sum("refreshes")).toBeGreaterThan(SIGN_INS / 4);
}, 120_000);
