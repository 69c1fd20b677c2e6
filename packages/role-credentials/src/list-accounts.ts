/** ListAccounts: the accounts in which a sign-in is assigned at least one permission set. */
import { ListAccountsCommand } from "@aws-sdk/client-sso";
import type { ListAccountsCommandOutput } from "@aws-sdk/client-sso";
import type { Secret } from "@latchkey/secret";
import type { ItemFields } from "./item-fields.ts";
import { pagedList } from "./paged-list.ts";
import type { CallOptions, Send } from "./portal-client.ts";

export interface ListAccountsRequest {
  readonly accessToken: Secret;
}

export interface Account {
  /** Twelve digits. */
  readonly accountId: string;
  readonly accountName?: string;
  /** Of the account's root user. */
  readonly emailAddress?: string;
}

export function listAccounts(
  send: Send,
  { accessToken }: ListAccountsRequest,
  options?: CallOptions,
): AsyncIterable<Account> {
  return pagedList<ListAccountsCommandOutput, Account>(
    send,
    {
      operation: "ListAccounts",
      list: "accountList",
      ask: (client, query, abortSignal) =>
        client.send(new ListAccountsCommand({ accessToken: accessToken.reveal(), ...query }), {
          abortSignal,
        }),
      read: readAccount,
    },
    options,
  );
}

function readAccount(fields: ItemFields): Account {
  const accountId = fields.accountId();
  const accountName = fields.optionalText("accountName");
  const emailAddress = fields.optionalText("emailAddress");
  return {
    accountId,
    ...(accountName === undefined ? {} : { accountName }),
    ...(emailAddress === undefined ? {} : { emailAddress }),
  };
}
