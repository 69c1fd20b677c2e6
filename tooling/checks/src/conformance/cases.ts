/** Cases without an id: the boundaries of a token's life, and what no other client tests. */

import { named } from "./requirement.ts";
import type { Group } from "./requirement.ts";

const SECONDS = [901, 900, 899, 601, 600, 599, 301, 300, 299, 1, 0, -1];

export const boundaries: Group = {
  heading: "Boundaries of a token's life",
  requirements: [
    ...SECONDS.map((left) =>
      named(
        "boundary",
        `${left} s`,
        `what happens when ${left} s are left`,
        new RegExp(`^boundary ${left} s:`),
      ),
    ),
    named("boundary", "inside", "a refresh that fails while the token is good", /fails inside the window/),
    named("boundary", "after", "a refresh that fails when the token has ended", /fails after the end/),
    named("boundary", "60 s", "a second call soon after a refresh that failed", /second call within 60 s/),
  ],
};

export const gaps: Group = {
  heading: "What no other client tests",
  requirements: [
    named("gap", "access_denied", "the person declines, or a KMS key is out of reach", /access_denied/),
    named("gap", "network drop", "a connection is lost between two polls", /network/),
    named("gap", "429", "a poll is throttled", /429/),
    named("gap", "5xx", "a poll meets an outage", /\b5(?:\d\d|xx)\b/),
    named("gap", "laptop sleep", "the machine sleeps across the code's end", /sleep|slept/),
    named("gap", "clock step", "the clock is set while something waits", /clock/),
    named("gap", "two processes", "two processes refresh one sign-in", /two processes/),
    named("gap", "interval 0", "an interval of 0 is no busy loop", /interval of 0/),
    named("gap", "interval < 0", "a negative interval", /interval below 0/),
    named("gap", "interval ∞", "an interval of years", /interval that is huge/),
    named("gap", "size caps", "tokens at their size cap, and a byte more", /size cap/),
    named("gap", "HTML", "a proxy's page in place of an answer", /HTML/),
    named("gap", "odd address", "a verification URI with an odd scheme or host", /verification URI/),
    named(
      "gap",
      "failed write",
      "the sign-in succeeds and cannot be stored",
      /keyring|key store|keychain|vault|write|written|stored/,
    ),
    named("gap", "sign-out", "signing out while a refresh is under way", /log-?out|sign(?:s|ed|ing)?[- ]out/),
    named("gap", "other account", "another person or account half-way through", /account|another person/),
  ],
};
