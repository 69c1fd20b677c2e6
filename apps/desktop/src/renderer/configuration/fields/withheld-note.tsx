/** A secret that is set and did not come to this window: kept, replaced by typing, or removed. */
import type { JSX } from "preact";
import type { FieldView } from "../../../shared/configuration-contract.ts";
import { say } from "../../i18n/configuration-catalogs.ts";
import { hasValue, isReadOnly, isWithheld } from "../model/draft.ts";
import { editOf } from "../model/edit.ts";
import { useMessages, usePlainText } from "../ui/locale.ts";
import { Sign } from "../ui/sign.tsx";
import { useWindow } from "../ui/window-context.ts";

export function WithheldNote({ field }: { readonly field: FieldView }): JSX.Element | null {
  const { model, dispatch } = useWindow();
  const messages = useMessages();
  const plain = usePlainText();
  if (!model.state.withheld.includes(field.key) || hasValue(model, field)) return null;
  const isKept = isWithheld(model, field);
  const name = isKept ? "field.remove-value" : "field.keep-value";
  return (
    <div class="withheld">
      <Sign name="lock" />
      <span>{messages[isKept ? "field.withheld" : "field.withheld-removed"]}</span>
      {!isReadOnly(model) && (
        <button
          type="button"
          class="button quiet"
          aria-label={plain(say(name, { label: field.label }))}
          onClick={() =>
            dispatch(
              isKept
                ? { type: "edit", key: field.key, edit: editOf(field, undefined) }
                : { type: "keep", key: field.key },
            )
          }
        >
          <span class="label shown">{messages[`${name}.short`]}</span>
        </button>
      )}
    </div>
  );
}
