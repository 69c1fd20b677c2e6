/** Who makes a request, as far as it shows without being carried out. */

import type { Context } from "../core/context.ts";
import { readJsonObject, textField } from "../core/json-body.ts";
import type { Call } from "../core/wire.ts";
import type { ClientRegistration, SignIn } from "../state/records.ts";

export interface Caller {
  /** Of a registered client only: the request log repeats it. */
  readonly clientId?: string | undefined;
  readonly clientName?: string | undefined;
  readonly userName?: string | undefined;
}

/** Reads the bearer token, the access key id of a signature, or the members of an OIDC body; changes nothing. */
export function callerOf({ store, bedrockApiKeys }: Context, { request }: Call): Caller {
  const { headers } = request;
  const bearer = headers["x-amz-sso_bearer_token"];
  if (bearer !== undefined) return fromSignIn(store.accessToken(bearer)?.signIn);
  const [, token] = /^Bearer (\S+)$/.exec(headers["authorization"] ?? "") ?? [];
  if (token !== undefined) return { userName: bedrockApiKeys.find((key) => key.apiKey === token)?.userName };
  const [, accessKeyId] = /Credential=(\w+)\//.exec(headers["authorization"] ?? "") ?? [];
  if (accessKeyId !== undefined) return { userName: store.credentials(accessKeyId)?.user.userName };

  const body = readJsonObject(request.body);
  if (body === undefined) return {};
  const client = store.client(textField(body, "clientId") ?? "");
  const decision = store.device(textField(body, "deviceCode") ?? "")?.decision;
  const approvedBy = decision?.status === "approved" ? decision.user : undefined;
  const codeOf = store.authorizationCode(textField(body, "code") ?? "")?.user;
  const user = approvedBy ?? codeOf ?? store.refreshToken(textField(body, "refreshToken") ?? "")?.signIn.user;
  const known = client === undefined ? { clientName: textField(body, "clientName") } : fromClient(client);
  return { ...known, userName: user?.userName };
}

function fromSignIn(signIn: SignIn | undefined): Caller {
  return signIn === undefined ? {} : { ...fromClient(signIn.client), userName: signIn.user.userName };
}

function fromClient({ clientId, clientName }: ClientRegistration): Caller {
  return { clientId, clientName };
}
