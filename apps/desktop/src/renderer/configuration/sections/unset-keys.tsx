/** The keys that no source sets, on demand, with what each is for. */
import type { JSX } from "preact";
import type { ReportView } from "../../../shared/configuration-contract.ts";
import { say } from "../../i18n/configuration-catalogs.ts";
import { English, Say } from "../ui/say.tsx";
import { SettingName } from "./setting-name.tsx";

export function UnsetKeys({ of: unset }: { readonly of: Readonly<ReportView["unset"]> }): JSX.Element | null {
  if (unset.length === 0) return null;
  return (
    <details class="disclosure">
      <summary>
        <Say it={say("inspector.unset", { count: { count: unset.length } })} />
      </summary>
      <ul class="unset">
        {unset.map(({ key, label, help }) => (
          <li key={key}>
            <SettingName label={label} name={key} />
            <p class="help">
              <English>{help}</English>
            </p>
          </li>
        ))}
      </ul>
    </details>
  );
}
