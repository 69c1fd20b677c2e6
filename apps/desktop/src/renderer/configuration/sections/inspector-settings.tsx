/** The settings of the policy in force, filtered; weaker values of the same key, and keys that nothing sets, on demand. */
import type { JSX } from "preact";
import type { ReportView } from "../../../shared/configuration-contract.ts";
import { fittingSettings, fittingUnset } from "../model/filter.ts";
import { Card } from "../ui/card.tsx";
import { DataTable } from "../ui/data-table.tsx";
import { useMessages } from "../ui/locale.ts";
import { useWindow } from "../ui/window-context.ts";
import { Losing, Provenance, SettingStatus, ValueOf } from "./inspector-values.tsx";
import { SettingName } from "./setting-name.tsx";
import { UnsetKeys } from "./unset-keys.tsx";

type Setting = ReportView["settings"][number];

export function SettingsCard(): JSX.Element {
  const { model } = useWindow();
  const messages = useMessages();
  const { settings, unset } = model.state.report;
  const fitting = fittingSettings(settings, model.filter);
  const nothing = settings.length === 0 ? "inspector.no-settings" : "inspector.nothing-found";
  return (
    <Card heading={messages["inspector.settings"]}>
      <Filter />
      {fitting.length === 0 ? <p class="quiet">{messages[nothing]}</p> : <SettingsTable settings={fitting} />}
      <UnsetKeys of={fittingUnset(unset, model.filter)} />
    </Card>
  );
}

function Filter(): JSX.Element {
  const { model, dispatch } = useWindow();
  const messages = useMessages();
  return (
    <div class="field">
      <div class="field-label">
        <label htmlFor="filter">{messages["inspector.filter"]}</label>
      </div>
      <input
        id="filter"
        class="input"
        type="search"
        dir="auto"
        autocomplete="off"
        spellcheck={false}
        placeholder={messages["inspector.filter.example"]}
        value={model.filter}
        onInput={({ currentTarget }) => dispatch({ type: "filter", text: currentTarget.value })}
      />
    </div>
  );
}

function SettingsTable({ settings }: { readonly settings: readonly Setting[] }): JSX.Element {
  const messages = useMessages();
  return (
    <DataTable
      label={messages["inspector.settings"]}
      name="settings"
      columns={[
        messages["inspector.key"],
        messages["inspector.value"],
        messages["inspector.status"],
        messages["inspector.source-and-why"],
      ]}
      rows={settings.map((setting, index) => ({
        id: `${setting.key} ${setting.source} ${index}`,
        cells: [
          <SettingName label={setting.label} name={setting.key} />,
          <ValueOf value={setting.value} />,
          <SettingStatus of={setting.status} />,
          <div class="setting-why">
            <Provenance of={setting} name={setting.key} />
            <Losing of={setting.losing} name={setting.key} />
          </div>,
        ],
      }))}
    />
  );
}
