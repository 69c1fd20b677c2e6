/** ListAccountRoles: the permission sets a sign-in is assigned in one account. */
import { ListAccountRolesCommand } from "@aws-sdk/client-sso";
import type { ListAccountRolesCommandOutput } from "@aws-sdk/client-sso";
import type { Secret } from "@latchkey/secret";
import type { ItemFields } from "./item-fields.ts";
import { pagedList } from "./paged-list.ts";
import type { CallOptions, Send } from "./portal-client.ts";

export interface ListAccountRolesRequest {
  readonly accessToken: Secret;
  /** Twelve digits. */
  readonly accountId: string;
}

export interface AccountRole {
  /** Twelve digits. */
  readonly accountId: string;
  /** Name of the permission set. */
  readonly roleName: string;
}

export function listAccountRoles(
  send: Send,
  { accessToken, accountId }: ListAccountRolesRequest,
  options?: CallOptions,
): AsyncIterable<AccountRole> {
  return pagedList<ListAccountRolesCommandOutput, AccountRole>(
    send,
    {
      operation: "ListAccountRoles",
      list: "roleList",
      ask: (client, query, abortSignal) =>
        client.send(new ListAccountRolesCommand({ accessToken: accessToken.reveal(), accountId, ...query }), {
          abortSignal,
        }),
      read: (fields) => readRole(fields, accountId),
    },
    options,
  );
}

function readRole(fields: ItemFields, askedFor: string): AccountRole {
  const accountId = fields.accountId();
  // Its role would otherwise be used in an account the caller did not ask about.
  if (accountId !== askedFor) throw fields.malformed("accountId", "the account that was asked for");
  return { accountId, roleName: fields.text("roleName") };
}
