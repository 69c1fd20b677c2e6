/**
 * The main process's side of the contract: who asks, what they ask, what they get, in this order, for every channel.
 * What fails crosses as a code; the reason is in the log.
 */
import type { z } from "zod";
import type { Answer, FailureCode, Invokes } from "../../shared/answer.ts";
import type { Log } from "../log.ts";
import { describeError } from "./describe-error.ts";
import { isOwnPage } from "./own-pages.ts";

/** What Electron says about the one who asks. */
export interface InvokeEvent {
  readonly sender: object;
  /** Null once the frame is gone. */
  readonly senderFrame: { readonly url: string; readonly parent: object | null } | null;
}

export type HandlersOf<Table extends Invokes> = {
  readonly [Channel in keyof Table]: (
    input: z.infer<Table[Channel]["in"]>,
  ) => z.infer<Table[Channel]["out"]> | Promise<z.infer<Table[Channel]["out"]>>;
};

export interface InvokeServices<Table extends Invokes> {
  /** The contract of one window. */
  readonly invokes: Table;
  readonly handlers: HandlersOf<Table>;
  /** The contents of that window, while it is there. */
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

/** @throws {NotNow} always. */
export function refuse(): never {
  throw new NotNow("The state does not offer this");
}

export function registerInvokes<Table extends Invokes>(
  register: Register,
  services: InvokeServices<Table>,
): void {
  for (const channel of Object.keys(services.invokes)) {
    register(channel, (event, ...input) => answerInvoke(channel, event, input, services));
  }
}

async function answerInvoke<Table extends Invokes>(
  channel: keyof Table & string,
  event: InvokeEvent,
  input: readonly unknown[],
  { invokes, handlers, ownContents, log }: InvokeServices<Table>,
): Promise<Answer<unknown>> {
  const schemas = invokes[channel];
  if (schemas === undefined || !isTrusted(event, ownContents())) return refused(channel, "forbidden", log);
  const parsed = input.length === 1 ? schemas.in.safeParse(input[0]) : undefined;
  if (parsed?.success !== true) return refused(channel, "invalid-request", log);
  try {
    const output = await handlers[channel](parsed.data as never);
    return { status: "done", value: schemas.out.parse(output) };
  } catch (error) {
    if (error instanceof NotNow) return refused(channel, "not-now", log);
    log.error({ channel, ...describeError(error) }, "a call failed");
    return failed("internal");
  }
}

/** The main frame of the window that the channel belongs to, showing the app's own page. */
function isTrusted({ sender, senderFrame }: InvokeEvent, own: object | undefined): boolean {
  return (
    own !== undefined &&
    sender === own &&
    senderFrame !== null &&
    senderFrame.parent === null &&
    isOwnPage(senderFrame.url)
  );
}

function refused(channel: string, code: FailureCode, log: Log): Answer<never> {
  log.warn({ channel, code }, "a call was refused");
  return failed(code);
}

function failed(code: FailureCode): Answer<never> {
  return { status: "failed", error: { code, messageKey: `error.${code}` } };
}
