/** A vault, a mock and a time that two processes share, and the answers to what they ask of them. */
import type { AddedFault } from "@latchkey/mock-identity-center";
import { join } from "node:path";
import { rehearse, USER } from "../rehearsal.ts";
import { ledger } from "./ledger.ts";
import type { Call, LaneInstruction } from "./messages.ts";
import { sharedTime } from "./shared-time.ts";

export interface SharedStage extends AsyncDisposable {
  readonly instruction: LaneInstruction;
  now(): number;
  endings(): number;
  /** Resolves when the process that asked may go on. */
  answer(process: number, asked: Call): Promise<void>;
  /** What went wrong so far, in the eyes of Identity Center and of whoever sees both processes. */
  complaints(): readonly string[];
}

export async function openSharedStage(seed: number): Promise<SharedStage> {
  const app = await rehearse();
  const { mock, settings } = app;
  const { clock, faults } = mock;
  const time = sharedTime(clock);
  const books = ledger(() => clock.now());
  const added: [AddedFault[], AddedFault[]] = [[], []];
  const manners: string[] = [];
  let judged = mock.lastRequest;

  const judgeManners = (): void => {
    for (const { operation, error, fault } of mock.requests({ since: judged })) {
      if (operation === "Unknown") manners.push("a redirect was followed");
      if (error === "SlowDownException" && fault === undefined) manners.push("a poll came too early");
    }
    judged = mock.lastRequest;
  };

  return {
    instruction: {
      seed,
      dataFolder: settings.dataFolder,
      policy: join(settings.dataFolder, "../managed-settings.json"),
      keys: `${settings.dataFolder}-keys`,
      url: mock.url,
      startsAt: clock.now(),
    },
    now: () => clock.now(),
    endings: () => books.endings,
    complaints: () => [...books.complaints, ...manners],
    async answer(process, asked) {
      switch (asked.call) {
        case "sleep":
          return await time.sleep(asked.ms);
        case "meet":
          return await time.meet(() => {
            judgeManners();
            faults.clear();
            clock.advance(asked.afterMs);
            if (asked.settings === undefined) return;
            mock.changeSettings(asked.settings);
            books.rotation = asked.settings.refreshTokenRotation;
          });
        case "spoil":
          for (const fault of asked.faults) added[process]?.push(faults.add(fault));
          return;
        case "heal":
          for (const fault of added[process]?.splice(0) ?? []) fault.remove();
          return;
        case "decide":
          time.plan(process, asked.at, () => {
            if (asked.decision === "approve") mock.approve(asked.userCode, USER);
            else mock.deny(asked.userCode);
          });
          return;
        case "forget-decision":
          time.forgetPlan(process);
          return;
        case "begun":
          books.begun(asked.exchange);
          return;
        case "answered":
          books.answered(asked.exchange);
          return;
        case "signs-out":
          books.signsOut();
          return;
        case "unwanted":
          books.unwanted(asked.refreshToken);
          return;
        case "endings":
      }
    },
    [Symbol.asyncDispose]: () => app[Symbol.asyncDispose](),
  };
}
