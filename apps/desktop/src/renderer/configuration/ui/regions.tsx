/** The two regions that are read out: there from the first paint, so that a change of their text is. */
import type { JSX } from "preact";
import type { Said } from "../../i18n/configuration-catalogs.ts";
import { Say } from "./say.tsx";
import { useWindow } from "./window-context.ts";

export function Regions(): JSX.Element {
  const { said, alert } = useWindow().model;
  return (
    <>
      <Region role="status" text={said} />
      <Region role="alert" text={alert} />
    </>
  );
}

interface RegionProps {
  readonly role: "status" | "alert";
  readonly text: Said | undefined;
}

function Region({ role, text }: RegionProps): JSX.Element {
  return (
    <div class="visually-hidden" role={role}>
      {text !== undefined && <Say it={text} />}
    </div>
  );
}
