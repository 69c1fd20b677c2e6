/** Asks the portal in the name of the kept sign-in. It ends only when a token that was refreshed for it is refused as well. */
import type { AccessTokenResult, UsableToken } from "./access-token.ts";
import type { SignInKeeper } from "./sign-in-keeper.ts";

/** @param ask answers `session-ended` for a 401 of the portal. */
export async function askWithToken<Answer>(
  keeper: Pick<SignInKeeper, "accessToken" | "endRefused">,
  ask: (token: UsableToken) => Promise<Answer | "session-ended">,
): Promise<Answer | Exclude<AccessTokenResult, UsableToken>> {
  const first = await keeper.accessToken();
  if (first.status !== "usable") return first;
  const answer = await ask(first);
  if (answer !== "session-ended") return answer;
  const refreshed = await keeper.accessToken({ force: true });
  if (refreshed.status !== "usable") return refreshed;
  const second = await ask(refreshed);
  if (second !== "session-ended") return second;
  await keeper.endRefused(refreshed);
  return { status: "sign-in-needed", reason: "session-ended" };
}
