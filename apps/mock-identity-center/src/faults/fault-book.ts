/** The faults of one mock, in the order they were added. */

import type { Operation } from "../core/operation.ts";
import type { Caller } from "./caller.ts";
import { checkFault } from "./check-fault.ts";
import type { AddedFault, Fault, Faults } from "./fault.ts";

interface Entry {
  readonly fault: Fault;
  /** Requests that matched, whether or not this fault was the one that spoilt them. */
  matched: number;
  used: number;
}

export class FaultBook implements Faults {
  #entries: readonly Entry[] = [];

  get isEmpty(): boolean {
    return this.#entries.length === 0;
  }

  add(fault: Fault): AddedFault {
    checkFault(fault);
    const entry: Entry = { fault: structuredClone(fault), matched: 0, used: 0 };
    this.#entries = [...this.#entries, entry];
    return {
      get used() {
        return entry.used;
      },
      remove: () => {
        this.#entries = this.#entries.filter((other) => other !== entry);
      },
    };
  }

  clear(): void {
    this.#entries = [];
  }

  /** The fault that spoils this request, if one does; the request counts for every fault it matches. */
  take(operation: Operation, caller: Caller): Fault | undefined {
    const matching = this.#entries.filter(({ fault }) => matches(fault, operation, caller));
    for (const entry of matching) entry.matched += 1;
    const chosen = matching.find(({ fault, matched, used }) => {
      return matched >= (fault.nth ?? 1) && used < (fault.times ?? 1);
    });
    if (chosen === undefined) return undefined;
    chosen.used += 1;
    return chosen.fault;
  }
}

function matches({ operation, client, userName }: Fault, called: Operation, caller: Caller): boolean {
  return (
    (operation === undefined || [operation].flat().includes(called)) &&
    (client === undefined || client === caller.clientId || client === caller.clientName) &&
    (userName === undefined || userName === caller.userName)
  );
}
