/** A turn in a queue. */
export interface Turn {
  /** Resolves when everybody who came earlier has left. */
  readonly come: Promise<void>;
  /** Lets the next one pass, as soon as those before have left too: one may leave before its turn came. */
  leave(): void;
}

/** A queue in the order of arrival. */
export function turns(): () => Turn {
  let last: Promise<void> = Promise.resolve();
  return () => {
    const come = last;
    const left = Promise.withResolvers<void>();
    last = come.then(() => left.promise);
    return { come, leave: left.resolve };
  };
}
