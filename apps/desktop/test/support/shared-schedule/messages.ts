/** What the processes of a schedule and the test that started them say to each other. */
import type { Fault } from "@latchkey/mock-identity-center";
import type { Exchange } from "../fault-schedule/wire-tap.ts";
import type { MockSettings } from "../fault-schedule/lane.ts";

export interface LaneInstruction {
  readonly seed: number;
  readonly dataFolder: string;
  /** Path of the policy file. */
  readonly policy: string;
  /** Path of the key store that the processes share. */
  readonly keys: string;
  /** Of the mock. */
  readonly url: string;
  readonly startsAt: number;
}

export interface Instruction {
  /** 0 or 1. */
  readonly process: number;
  readonly lanes: readonly LaneInstruction[];
}

/** What a process asks of the mock, its time and its ledger; every answer comes with the time. */
export type Call =
  | { readonly call: "sleep"; readonly ms: number }
  /** Waits for the other process; then faults are cleared, time goes by, and settings change. Both say the same. */
  | { readonly call: "meet"; readonly afterMs: number; readonly settings?: MockSettings }
  | { readonly call: "spoil"; readonly faults: readonly Fault[] }
  | { readonly call: "heal" }
  | {
      readonly call: "decide";
      readonly at: number;
      readonly decision: "approve" | "deny";
      readonly userCode: string;
    }
  | { readonly call: "forget-decision" }
  | { readonly call: "begun" | "answered"; readonly exchange: Exchange }
  | { readonly call: "signs-out" }
  | { readonly call: "unwanted"; readonly refreshToken: string }
  | { readonly call: "endings" };

export interface Tally {
  readonly approved: number;
  readonly signedIn: number;
  readonly cancelled: number;
  readonly refreshes: number;
  readonly spoiltRequests: number;
}

export interface Question {
  readonly lane: number;
  readonly id: number;
  readonly asks: Call;
}

export type FromProcess =
  | Question
  | { readonly lane: number; readonly tally: Tally }
  | { readonly failure: string };

export interface Answer {
  readonly lane: number;
  readonly id: number;
  readonly now: number;
  readonly endings: number;
}
