/** What follows the draft, or that it is on its way, or that it did not come, and the way to ask again. */
import type { JSX } from "preact";
import type { ConfigurationKey } from "../../i18n/configuration-catalogs.ts";
import type { Live } from "../model/model.ts";
import { PlainButton } from "./action-button.tsx";
import { useMessages } from "./locale.ts";
import { Sign } from "./sign.tsx";
import { useWindow } from "./window-context.ts";

export interface LiveValueProps<Value> {
  readonly of: Live<Value>;
  readonly asking: ConfigurationKey;
  readonly failed: ConfigurationKey;
  readonly children: (value: Value) => JSX.Element;
}

export function LiveValue<Value>({ of: live, asking, failed, children }: LiveValueProps<Value>): JSX.Element {
  const { dispatch } = useWindow();
  const messages = useMessages();
  if (live.status === "failed") {
    return (
      <div class="live-failed">
        <p>
          <Sign name="error" /> {messages[failed]}
        </p>
        <PlainButton label="action.try-again" onClick={() => dispatch({ type: "ask-again" })} />
      </div>
    );
  }
  return live.value === undefined ? <p class="quiet">{messages[asking]}</p> : children(live.value);
}
