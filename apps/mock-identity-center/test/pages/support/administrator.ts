/** A browser at the administrator's pages of the showcase's first instance. */

import { Visit } from "../../support/visit.ts";
import type { Reply } from "../../support/rig.ts";
import { builtIn, startShowcase } from "./showcase.ts";
import type { Showcase } from "./showcase.ts";

export interface Administrator extends AsyncDisposable {
  readonly showcase: Showcase;
  readonly mock: Showcase["rig"]["mock"];
  readonly get: (page: string) => Promise<Reply>;
  /** Sends a form and follows where it leads; a refusal leads nowhere. */
  readonly submit: (page: string, form: Readonly<Record<string, string>>) => Promise<Reply>;
}

export async function startAdministrator(instance = builtIn): Promise<Administrator> {
  const showcase = await startShowcase();
  const visit = new Visit(showcase.rig);
  const path = (page: string): string => `/admin/${instance}/${page}`.replace(/\/$/, "");
  await visit.get("/device");
  return {
    showcase,
    mock: showcase.rig.mock,
    get: (page) => visit.get(path(page)),
    async submit(page, form) {
      const reply = await visit.post(path(page), form);
      return reply.status === 303 ? visit.get(reply.headers.get("location") ?? "") : reply;
    },
    [Symbol.asyncDispose]: () => showcase[Symbol.asyncDispose](),
  };
}
