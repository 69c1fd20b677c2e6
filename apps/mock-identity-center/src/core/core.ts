/** The mock without its sockets: `(request) → response`, time and chance coming from the context. */

import { callerOf } from "../faults/caller.ts";
import type { FaultBook } from "../faults/fault-book.ts";
import { faultyAnswer } from "../faults/faulty-answer.ts";
import type { Written } from "../snapshot/state-keeper.ts";
import { Administration } from "../world/administration.ts";
import type { World } from "../world/world.ts";
import type { Context } from "./context.ts";
import { randomUuid } from "./random.ts";
import type { RequestJournal } from "./request-journal.ts";
import { Router } from "./router.ts";
import type { Target } from "./router.ts";
import { jsonResponse } from "./wire.ts";
import type { Call, WireRequest, WireResponse } from "./wire.ts";

/** Larger bodies are refused; the sockets stop reading there. */
export const bodyLimit = 1_048_576;

export class Core {
  readonly #world: World;
  readonly #log: RequestJournal;
  readonly #faults: FaultBook;
  readonly #commit: (() => Written) | undefined;
  #context: Context;
  #router: Router;

  /** @param commit writes down what a request changed, before its answer leaves. */
  constructor(world: World, log: RequestJournal, faults: FaultBook, commit?: () => Written) {
    this.#world = world;
    this.#log = log;
    this.#faults = faults;
    this.#commit = commit;
    this.#context = world.context;
    this.#router = this.#createRouter();
  }

  /** Answers one request. A body over {@link bodyLimit} counts as too large, however it got here. */
  handle(request: WireRequest): WireResponse {
    this.#follow(this.#world.context);
    const call = this.#open(request);
    const target = this.#router.find(call);
    call.note.operation = target.operation;
    const reply = this.#faults.isEmpty ? execute(target, call) : this.#mayFail(target, call);
    const response = this.#commit === undefined ? reply : orUnwritten(call, this.#commit(), reply);
    this.#log.push({
      at: this.#context.now(),
      operation: call.note.operation,
      method: request.method,
      status: response.status,
      error: call.note.error,
      client: call.note.client,
      userName: call.note.userName,
      requestId: call.requestId,
      fault: call.note.fault,
    });
    return response;
  }

  /** Another world has its own pages, with nobody signed in. */
  #follow(context: Context): void {
    if (context === this.#context) return;
    this.#context = context;
    this.#router = this.#createRouter();
  }

  #createRouter(): Router {
    return new Router({
      context: this.#context,
      administration: new Administration(this.#world),
      clock: this.#world.clock,
      requests: () => this.#log.find(),
    });
  }

  #open(request: WireRequest): Call {
    const mark = request.target.indexOf("?");
    return {
      request,
      path: mark === -1 ? request.target : request.target.slice(0, mark),
      query: new URLSearchParams(mark === -1 ? "" : request.target.slice(mark + 1)),
      requestId: randomUuid(this.#context.random),
      note: { operation: "Unknown" },
    };
  }

  #mayFail(target: Target, call: Call): WireResponse {
    const caller = callerOf(this.#context, call);
    const fault = this.#faults.take(target.operation, caller);
    if (fault === undefined) return execute(target, call);
    if (caller.clientId !== undefined) call.note.client = caller.clientId;
    if (caller.userName !== undefined) call.note.userName = caller.userName;
    return faultyAnswer(this.#context, call, target.operation, fault, () => execute(target, call));
  }
}

function execute(target: Target, call: Call): WireResponse {
  return call.request.body.length > bodyLimit ? tooLarge(call) : target.answer(call);
}

/** What is not written is not answered: a restart would not know of it. */
function orUnwritten(call: Call, outcome: Written, reply: WireResponse): WireResponse {
  if (outcome.status === "written") return reply;
  call.note.error = "InternalServerException";
  const { reason } = outcome;
  return jsonResponse(
    call,
    500,
    { message: reason, error: "server_error", error_description: reason },
    { "x-amzn-errortype": "InternalServerException" },
  );
}

function tooLarge(call: Call): WireResponse {
  call.note.error = "RequestEntityTooLargeException";
  const message = `The request body is larger than ${bodyLimit} bytes`;
  return jsonResponse(call, 413, { message }, { "x-amzn-errortype": "RequestEntityTooLargeException" });
}
