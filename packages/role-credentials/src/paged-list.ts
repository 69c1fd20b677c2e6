/**
 * The portal's paging: a page may be empty and still have a token, the end is an absent, null or empty token. An
 * iterable has no result to return, so a session that ended is thrown as an error with a code of its own.
 */
import type { SSOClient } from "@aws-sdk/client-sso";
import { PortalRefusal } from "./guarded-handler.ts";
import { itemFields } from "./item-fields.ts";
import type { ItemFields } from "./item-fields.ts";
import { malformedResponse } from "./malformed-response.ts";
import type { Malformed } from "./malformed-response.ts";
import { refusedError } from "./portal-client.ts";
import type { CallOptions, Send } from "./portal-client.ts";
import { RoleCredentialsError } from "./role-credentials-error.ts";

export interface PageQuery {
  readonly maxResults: number;
  readonly nextToken?: string;
}

/** One page as the SDK hands it over: shaped, but not checked. */
export interface PageAnswer {
  readonly $metadata: {
    readonly httpStatusCode?: number | undefined;
    readonly requestId?: string | undefined;
  };
  readonly nextToken?: unknown;
}

export interface PagedOperation<Answer extends PageAnswer, Item> {
  readonly operation: string;
  /** Name of the member that holds the items. */
  readonly list: keyof Answer & string;
  readonly ask: (client: SSOClient, query: PageQuery, abortSignal: AbortSignal) => Promise<Answer>;
  readonly read: (fields: ItemFields) => Item;
}

interface Page<Item> {
  readonly items: readonly Item[];
  readonly nextToken: string | undefined;
}

const ITEMS_PER_PAGE = 100;
const MAXIMUM_TOKEN_LENGTH = 16 * 1024;
/** A million items: more is a portal that invents tokens. */
const MAXIMUM_PAGES = 10_000;

/** Asks for nothing until it is iterated; every iteration begins at the first page. */
export function pagedList<Answer extends PageAnswer, Item>(
  send: Send,
  operation: PagedOperation<Answer, Item>,
  options: CallOptions = {},
): AsyncIterable<Item> {
  return { [Symbol.asyncIterator]: () => itemsOfAllPages(send, operation, options) };
}

async function* itemsOfAllPages<Answer extends PageAnswer, Item>(
  send: Send,
  operation: PagedOperation<Answer, Item>,
  options: CallOptions,
): AsyncGenerator<Item, void, undefined> {
  const seen = new Set<string>();
  let query: PageQuery = { maxResults: ITEMS_PER_PAGE };
  for (;;) {
    const { items, nextToken } = await askForPage(send, operation, query, seen, options);
    for (const item of items) {
      yield item;
      options.signal?.throwIfAborted();
    }
    if (nextToken === undefined) return;
    seen.add(nextToken);
    query = { maxResults: ITEMS_PER_PAGE, nextToken };
  }
}

async function askForPage<Answer extends PageAnswer, Item>(
  send: Send,
  { operation, list, ask, read }: PagedOperation<Answer, Item>,
  query: PageQuery,
  seen: ReadonlySet<string>,
  options: CallOptions,
): Promise<Page<Item>> {
  const answer = await send(operation, (client, signal) => ask(client, query, signal), options).catch(
    (error: unknown) => {
      throw error instanceof PortalRefusal ? refusal(operation, error) : error;
    },
  );
  const malformed = malformedResponse(operation, answer.$metadata);
  const items: unknown = answer[list];
  if (!Array.isArray(items)) throw malformed(list, "a list");
  return {
    items: items.map((item: unknown, index) => read(itemFields(item, `${list}[${index}]`, malformed))),
    nextToken: readNextToken(answer.nextToken, seen, malformed),
  };
}

function readNextToken(token: unknown, seen: ReadonlySet<string>, malformed: Malformed): string | undefined {
  if (token === undefined || token === null || token === "") return undefined;
  if (typeof token !== "string") throw malformed("nextToken", "text");
  if (token.length > MAXIMUM_TOKEN_LENGTH) {
    throw malformed("nextToken", `at most ${MAXIMUM_TOKEN_LENGTH} characters`);
  }
  if (seen.has(token)) throw malformed("nextToken", "a token that was not given before");
  if (seen.size + 1 >= MAXIMUM_PAGES) throw malformed("nextToken", `an end within ${MAXIMUM_PAGES} pages`);
  return token;
}

function refusal(operation: string, refused: PortalRefusal): RoleCredentialsError {
  if (refused.status !== 401) return refusedError(operation, refused);
  const { status, requestId } = refused;
  const message = `${operation}: the access token is not, or no longer, good`;
  return new RoleCredentialsError("ROLE_CREDENTIALS_SESSION_ENDED", message, { status, requestId });
}
