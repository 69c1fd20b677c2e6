/** The sections of the window. */
import type { JSX } from "preact";
import { SECTIONS } from "../model/sections.ts";
import { useMessages } from "./locale.ts";
import { useWindow } from "./window-context.ts";

export function Navigation(): JSX.Element {
  const { model, dispatch } = useWindow();
  const messages = useMessages();
  return (
    <nav aria-label={messages["nav.label"]}>
      <p class="window-title">{messages["window.title"]}</p>
      <ul>
        {SECTIONS.map((section) => (
          <li key={section}>
            <button
              type="button"
              class="nav-item"
              {...(section === model.section ? { "aria-current": "page" as const } : {})}
              onClick={() => dispatch({ type: "section", section })}
            >
              {messages[`section.${section}`]}
            </button>
          </li>
        ))}
      </ul>
    </nav>
  );
}
