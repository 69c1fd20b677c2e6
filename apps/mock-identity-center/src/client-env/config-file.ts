/** The shared configuration file (`~/.aws/config`) of a client that signs in at a mock. */

import type { ClientAddress } from "./client-environment.ts";

/** The name of the `[sso-session]` section: `aws sso login --sso-session mock`. */
export const sessionName = "mock";

/**
 * The text of the file, with the account and role of the address as the default profile.
 *
 * `legacy` is the form before `[sso-session]`: no scopes, no refresh tokens, eight hours.
 */
export function configFile(
  { startUrl, region, accountId, roleName }: ClientAddress,
  form: "sso-session" | "legacy" = "sso-session",
): string {
  const portal = [`sso_start_url = ${startUrl}`, `sso_region = ${region}`];
  const role = [`sso_account_id = ${accountId}`, `sso_role_name = ${roleName}`, `region = ${region}`];
  const lines =
    form === "legacy"
      ? ["[default]", ...portal, ...role]
      : [
          `[sso-session ${sessionName}]`,
          ...portal,
          "sso_registration_scopes = sso:account:access",
          "",
          "[default]",
          `sso_session = ${sessionName}`,
          ...role,
        ];
  return `${lines.join("\n")}\n`;
}
