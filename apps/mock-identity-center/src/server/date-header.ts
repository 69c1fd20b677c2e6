/** The `Date` header, from which SDKs correct the clock they sign with. */

/** Answers the header's value for now; formats it once a second. */
export function dateHeader(now: () => number): () => string {
  let second = Number.NaN;
  let text = "";
  return () => {
    const current = Math.floor(now() / 1000);
    if (current !== second) {
      second = current;
      text = new Date(current * 1000).toUTCString();
    }
    return text;
  };
}
