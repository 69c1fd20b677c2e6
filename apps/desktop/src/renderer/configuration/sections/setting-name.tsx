/** A setting by its label, with its key under it. */
import type { JSX } from "preact";
import { Code, English } from "../ui/say.tsx";

export function SettingName({ label, name }: { readonly label: string; readonly name: string }): JSX.Element {
  return (
    <span class="setting-name">
      <English>{label}</English>
      {label !== name && <Code>{name}</Code>}
    </span>
  );
}
