/** The model for the session that is about to start; a session keeps its model. */
import type { JSX } from "preact";
import { useLocale } from "../ui/locale-context.ts";
import type { WorkEvents } from "./work-view.tsx";
import { offersModels } from "./work.ts";
import type { Work } from "./work.ts";

export interface ModelChoiceProps extends Pick<WorkEvents, "edit"> {
  readonly work: Work;
  readonly chosen: string | undefined;
}

export function ModelChoice({ work, chosen, edit }: ModelChoiceProps): JSX.Element | null {
  const { messages } = useLocale();
  if (!offersModels(work)) return null;
  const { models } = work;
  const selected = models.find(({ id }) => id === chosen) ?? models[0];
  return (
    <label class="model-choice">
      <span>{messages["composer.model"]}</span>
      <select
        value={selected?.id}
        onChange={({ currentTarget }) => edit({ type: "model-chosen", modelId: currentTarget.value })}
      >
        {models.map(({ id, label }) => (
          <option key={id} value={id}>
            {label}
          </option>
        ))}
      </select>
    </label>
  );
}
