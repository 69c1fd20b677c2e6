/** What two processes have presented, together: nothing after its end, and nothing refused without a reason. */
import { endsWhatWasPresented, isSpoilt } from "../fault-schedule/evidence.ts";
import type { Exchange } from "../fault-schedule/wire-tap.ts";

export interface Ledger {
  /** How often something has happened after which no sign-in may be stored. */
  readonly endings: number;
  readonly complaints: readonly string[];
  rotation: "rotated" | "kept";
  begun(exchange: Exchange): void;
  answered(exchange: Exchange): void;
  /** Once before and once after. */
  signsOut(): void;
  /** The tokens of a sign-in that was cancelled. */
  unwanted(refreshToken: string): void;
}

interface Origin {
  /** Of the portal session, a code's life late at most. */
  readonly startedAt: number;
  readonly signOuts: number;
}

const PORTAL_SESSION_MS = 8 * 3_600_000;
const LONGEST_CODE_MS = 90_000;

export function ledger(now: () => number): Ledger {
  const complaints: string[] = [];
  const open = new Map<string, number>();
  const usedUp = new Set<string>();
  const unwanted = new Set<string>();
  const origins = new Map<string, Origin>();
  let [signOuts, refusals] = [0, 0];

  /** Another request with it was begun and came to nothing, its session is over, or somebody signed out. */
  const isRefusedForAReason = (value: string): boolean => {
    const origin = origins.get(value);
    if (kept.rotation === "rotated" && (open.get(value) ?? 0) > 0) return true;
    if (origin === undefined) return false;
    return origin.signOuts < signOuts || now() >= origin.startedAt + PORTAL_SESSION_MS - LONGEST_CODE_MS;
  };
  const kept: Ledger & { complaints: string[] } = {
    complaints,
    rotation: "rotated",
    get endings() {
      return signOuts + refusals;
    },
    begun({ presented }) {
      if (presented === undefined) return;
      const { kind, value } = presented;
      if (usedUp.has(value)) complaints.push(`a ${kind} was presented after its end`);
      if (unwanted.has(value)) complaints.push("tokens of a cancelled sign-in were presented");
      open.set(value, (open.get(value) ?? 0) + 1);
    },
    answered(exchange) {
      const { presented, answer } = exchange;
      if (presented === undefined || answer === undefined || isSpoilt(exchange)) return;
      const { kind, value } = presented;
      open.set(value, (open.get(value) ?? 0) - 1);
      if (usedUp.has(value)) complaints.push(`a ${kind} was used twice`);
      if (endsWhatWasPresented(exchange, kept.rotation)) usedUp.add(value);
      if (answer.issued !== undefined) {
        const isNew = kind === "device-code";
        const origin = isNew ? { startedAt: now(), signOuts } : origins.get(value);
        if (origin !== undefined) origins.set(answer.issued, origin);
      }
      if (kind === "refresh-token" && answer.error === "invalid_grant") {
        if (!isRefusedForAReason(value)) complaints.push("a refresh token that had been used was presented");
        refusals += 1;
      }
    },
    signsOut: () => void (signOuts += 1),
    unwanted(refreshToken) {
      unwanted.add(refreshToken);
      // It may have been stored for a moment.
      refusals += 1;
    },
  };
  return kept;
}
