/** The choices of an export that are one of several: the kind of file, and whom it holds for. */
import type { JSX } from "preact";
import { EXPORT_FORMATS } from "../model/export-formats.ts";
import type { ExportForm, FormatTraits } from "../model/export-formats.ts";
import { useMessages } from "../ui/locale.ts";
import { useWindow } from "../ui/window-context.ts";

export type Change = (changed: Partial<ExportForm>) => void;

export function FormatChoice({
  chosen,
  change,
}: {
  readonly chosen: string;
  readonly change: Change;
}): JSX.Element {
  return (
    <fieldset class="choices">
      <legend>{useMessages()["export.format"]}</legend>
      {EXPORT_FORMATS.map((traits) => (
        <FormatOption
          key={traits.format}
          traits={traits}
          isChosen={traits.format === chosen}
          choose={() => change({ format: traits.format })}
        />
      ))}
    </fieldset>
  );
}

interface FormatOptionProps {
  readonly traits: FormatTraits;
  readonly isChosen: boolean;
  readonly choose: () => void;
}

function FormatOption({ traits: { format }, isChosen, choose }: FormatOptionProps): JSX.Element {
  const messages = useMessages();
  const { ownFormat } = useWindow().model.state;
  return (
    <label class="choice">
      <input type="radio" name="format" value={format} checked={isChosen} onChange={choose} />
      <span>
        {messages[`format.${format}`]}
        <span class="quiet">
          {messages[`format.${format}.for`]}
          {format === ownFormat && ` · ${messages["export.own"]}`}
        </span>
      </span>
    </label>
  );
}

export function ScopeChoice({
  chosen,
  change,
}: {
  readonly chosen: ExportForm["scope"];
  readonly change: Change;
}): JSX.Element {
  const messages = useMessages();
  return (
    <fieldset class="choices">
      <legend>{messages["export.scope"]}</legend>
      {(["machine", "user"] as const).map((scope) => (
        <label key={scope} class="choice">
          <input
            type="radio"
            name="scope"
            value={scope}
            checked={scope === chosen}
            onChange={() => change({ scope })}
          />
          <span>{messages[`scope.${scope}`]}</span>
        </label>
      ))}
    </fieldset>
  );
}
