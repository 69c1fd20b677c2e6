/** A page that broke is loaded again once; one that breaks again within a minute is given up. */
const MINUTE_MS = 60_000;

export function reloadOnce(now: () => number): () => "reload" | "give-up" {
  let last = -Infinity;
  return () => {
    const isAgain = now() - last < MINUTE_MS;
    last = now();
    return isAgain ? "give-up" : "reload";
  };
}
