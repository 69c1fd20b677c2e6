/** What one start-up brings into being: the sign-in page, and the work. Both share one sign-in, with one keeper. */
import { composeSession } from "../compose-session.ts";
import { composeSso } from "../compose.ts";
import type { SsoServices } from "../compose.ts";
import type { AppSettings } from "../app-settings.ts";
import { startsSessions } from "../session/session-state.ts";
import type { StartUp } from "../start-up.ts";
import { createSignInPage } from "./sign-in-page.ts";
import type { SignInPage, SignInPageServices } from "./sign-in-page.ts";
import { createWork } from "./work/work.ts";
import type { Work, WorkServices } from "./work/work.ts";

export interface Launch {
  /** Both in mode `aws-sso` only. */
  readonly sso?: SsoServices;
  readonly page?: SignInPage;
  /** In modes that start sessions. */
  readonly work?: Work;
}

export function launch(
  settings: AppSettings,
  started: StartUp,
  onPage: Omit<SignInPageServices, "sso">,
  onWork: Omit<WorkServices, "session">,
): Launch {
  const { decision, vault } = started;
  if (!startsSessions(decision)) return {};
  const sso = decision.mode === "aws-sso" ? composeSso(settings, decision, vault) : undefined;
  const work = createWork({ ...onWork, session: composeSession(settings, decision, started, sso) });
  return sso === undefined ? { work } : { sso, page: createSignInPage({ ...onPage, sso }), work };
}
