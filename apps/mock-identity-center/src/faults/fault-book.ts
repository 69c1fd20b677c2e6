/** The faults of one mock, in the order they were added. */

import type { Operation } from "../core/operation.ts";
import { MockIdentityCenterError } from "../mock-error.ts";
import type { Caller } from "./caller.ts";
import { checkFault } from "./check-fault.ts";
import type { AddedFault, Fault, Faults } from "./fault.ts";

interface Entry {
  readonly id: string;
  readonly fault: Fault;
  /** Requests that matched, whether or not this fault was the one that spoilt them. */
  matched: number;
  used: number;
}

export class FaultBook implements Faults {
  #entries: readonly Entry[] = [];
  #added = 0;

  get isEmpty(): boolean {
    return this.#entries.length === 0;
  }

  add(fault: Fault): AddedFault {
    checkFault(fault);
    this.#added += 1;
    const entry: Entry = { id: String(this.#added), fault: structuredClone(fault), matched: 0, used: 0 };
    this.#entries = [...this.#entries, entry];
    return this.#handle(entry);
  }

  list(): readonly AddedFault[] {
    return this.#entries.map((entry) => this.#handle(entry));
  }

  remove(id: string): void {
    const entry = this.#entries.find((other) => other.id === id);
    if (entry === undefined)
      throw new MockIdentityCenterError("UNKNOWN_FAULT", "There is no fault with this id");
    this.#takeOut(entry);
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

  #handle(entry: Entry): AddedFault {
    return {
      id: entry.id,
      fault: structuredClone(entry.fault),
      get matched() {
        return entry.matched;
      },
      get used() {
        return entry.used;
      },
      remove: () => this.#takeOut(entry),
    };
  }

  #takeOut(entry: Entry): void {
    this.#entries = this.#entries.filter((other) => other !== entry);
  }
}

function matches({ operation, client, userName }: Fault, called: Operation, caller: Caller): boolean {
  return (
    (operation === undefined || [operation].flat().includes(called)) &&
    (client === undefined || client === caller.clientId || client === caller.clientName) &&
    (userName === undefined || userName === caller.userName)
  );
}
