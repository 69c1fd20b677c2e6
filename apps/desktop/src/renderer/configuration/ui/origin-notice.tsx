/** Whose values these are: management's, this computer's own, or nobody's yet. */
import type { JSX } from "preact";
import { useMessages } from "./locale.ts";
import { Code } from "./say.tsx";
import { Sign } from "./sign.tsx";
import { useWindow } from "./window-context.ts";

export function OriginNotice(): JSX.Element {
  const { state } = useWindow().model;
  const messages = useMessages();
  const { origin } = state;
  const sources = origin === "managed" ? state.report.sources.filter(({ inForce }) => inForce) : [];
  return (
    <div class={`origin ${origin}`} role="note">
      <Sign name={origin === "managed" ? "lock" : "info"} />
      <div>
        <p class="origin-title">{messages[`origin.${origin}`]}</p>
        <p>{messages[`origin.${origin}.body`]}</p>
        {sources.length > 0 && (
          <p>
            {messages["origin.managed.sources"]}{" "}
            {sources.map(({ name }, index) => (
              <span key={name}>
                {index > 0 && ", "}
                <Code>{name}</Code>
              </span>
            ))}
          </p>
        )}
      </div>
    </div>
  );
}
