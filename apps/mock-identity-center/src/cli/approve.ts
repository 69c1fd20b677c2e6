/** `mock-identity-center approve`: allows or denies a user code at a running mock. */

import { parseArgs } from "node:util";
import { parseDuration } from "../control/duration.ts";
import { command } from "./command.ts";
import type { Command, Parsed } from "./command.ts";
import { ControlClient, mockLocationHelp, mockLocationOf, mockLocationOptions } from "./control-client.ts";
import type { MockLocation } from "./control-client.ts";
import type { Terminal } from "./terminal.ts";

export interface ApproveArguments extends MockLocation {
  readonly userCode: string;
  /** Undefined to deny. */
  readonly userName: string | undefined;
  /** How long to wait for the code to exist, in milliseconds. */
  readonly wait: number;
}

const usage = `Usage: mock-identity-center approve USER_CODE --user NAME [OPTIONS]
       mock-identity-center approve USER_CODE --deny [OPTIONS]

Allows or denies a sign-in as the user would in the browser.

  --user NAME         who allows it
  --deny              denies it
  --wait DURATION     waits that long (30s, PT1M) for the code to exist; not at all by default
${mockLocationHelp}

Exit status: 0 done, 1 the mock is not reachable or refuses, 2 wrong arguments.
`;

export const approve: Command = command({
  name: "approve",
  summary: "allows or denies a user code at a running mock",
  usage,
  parse: parseApproveArguments,
  run,
});

export function parseApproveArguments(args: readonly string[]): Parsed<ApproveArguments> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      user: { type: "string" },
      deny: { type: "boolean", default: false },
      wait: { type: "string", default: "0s" },
      ...mockLocationOptions,
    },
  });
  const [userCode] = positionals;
  if (userCode === undefined || positionals.length > 1)
    return { status: "wrong", reason: "approve expects one user code" };
  if ((values.user === undefined) !== values.deny)
    return { status: "wrong", reason: "approve expects one of --user NAME and --deny" };
  const wait = parseDuration(values.wait);
  if (wait === undefined) return { status: "wrong", reason: "--wait expects a duration such as 30s or PT1M" };
  return { status: "run", arguments: { userCode, userName: values.user, wait, ...mockLocationOf(values) } };
}

async function run(
  { userCode, userName, wait, ...location }: ApproveArguments,
  terminal: Terminal,
): Promise<number> {
  const mock = await ControlClient.of(location, terminal);
  const path = `/user-codes/${encodeURIComponent(userCode)}/${userName === undefined ? "deny" : "approve"}`;
  const deadline = performance.now() + wait;
  let since = 0;
  for (;;) {
    const decided = await mock.post(path, userName === undefined ? undefined : { userName });
    if (decided.status === "done") return 0;
    const left = Math.floor(deadline - performance.now());
    if (decided.code !== "UNKNOWN_USER_CODE" || left <= 0) {
      terminal.err(`${decided.message}\n`);
      return 1;
    }
    since = await nextUserCode(mock, since, left);
  }
}

/** Resolves when the mock has given out another user code, or the time is over, with where to look on from. */
async function nextUserCode(mock: ControlClient, since: number, milliseconds: number): Promise<number> {
  const query = `operation=StartDeviceAuthorization&since=${since}&wait=${milliseconds}ms`;
  return Number((await mock.get(`/requests?${query}`))["cursor"]);
}
