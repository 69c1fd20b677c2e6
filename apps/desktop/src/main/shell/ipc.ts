/**
 * The main process's side of the contract: who asks, what they ask, what they get, in this order, for every channel.
 * What fails crosses as a code; the reason is in the log.
 */
import { invokes } from "../../shared/contract.ts";
import type { Answer, FailureCode, InvokeChannel, InvokeInput, InvokeOutput } from "../../shared/contract.ts";
import type { Log } from "../log.ts";
import { describeError } from "./describe-error.ts";
import { isOwnPage } from "./own-pages.ts";

/** What Electron says about the one who asks. */
export interface InvokeEvent {
  readonly sender: object;
  /** Null once the frame is gone. */
  readonly senderFrame: { readonly url: string; readonly parent: object | null } | null;
}

export type Handlers = {
  readonly [Channel in InvokeChannel]: (
    input: InvokeInput<Channel>,
  ) => InvokeOutput<Channel> | Promise<InvokeOutput<Channel>>;
};

export interface InvokeServices {
  readonly handlers: Handlers;
  /** The contents of the app's own window, while there is one. */
  readonly ownContents: () => object | undefined;
  readonly log: Log;
}

/** Takes Electron's `ipcMain.handle`. */
export type Register = (
  channel: string,
  listener: (event: InvokeEvent, ...input: unknown[]) => Promise<Answer<unknown>>,
) => void;

/** The state has changed since the page was drawn; what was asked for makes no sense any more. */
export class NotNow extends Error {
  override readonly name = "NotNow";
}

export function registerInvokes(register: Register, services: InvokeServices): void {
  for (const channel of Object.keys(invokes) as InvokeChannel[]) {
    register(channel, (event, ...input) => answerInvoke(channel, event, input, services));
  }
}

async function answerInvoke(
  channel: InvokeChannel,
  event: InvokeEvent,
  input: readonly unknown[],
  { handlers, ownContents, log }: InvokeServices,
): Promise<Answer<unknown>> {
  if (!isTrusted(event, ownContents())) return refuse(channel, "forbidden", log);
  const parsed = input.length === 1 ? invokes[channel].in.safeParse(input[0]) : undefined;
  if (parsed?.success !== true) return refuse(channel, "invalid-request", log);
  try {
    const output = await handlers[channel](parsed.data);
    return { status: "done", value: invokes[channel].out.parse(output) };
  } catch (error) {
    if (error instanceof NotNow) return refuse(channel, "not-now", log);
    log.error({ channel, ...describeError(error) }, "a call failed");
    return failed("internal");
  }
}

/** The main frame of the app's own window, showing the app's own page. */
function isTrusted({ sender, senderFrame }: InvokeEvent, own: object | undefined): boolean {
  return (
    own !== undefined &&
    sender === own &&
    senderFrame !== null &&
    senderFrame.parent === null &&
    isOwnPage(senderFrame.url)
  );
}

function refuse(channel: InvokeChannel, code: FailureCode, log: Log): Answer<never> {
  log.warn({ channel, code }, "a call was refused");
  return failed(code);
}

function failed(code: FailureCode): Answer<never> {
  return { status: "failed", error: { code, messageKey: `error.${code}` } };
}
