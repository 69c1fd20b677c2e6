/** A session that starts: what is done, what is under way, and what is to come. */
import type { JSX } from "preact";
import type { SessionStateView } from "../../shared/contract.ts";
import { text } from "../i18n/text.ts";
import { Icon } from "../ui/icon.tsx";
import type { IconName } from "../ui/icon.tsx";
import { Message } from "../ui/message.tsx";

const STEPS = ["credentials", "sandbox", "program"] as const;

export function StartSteps({ session }: { readonly session: SessionStateView }): JSX.Element | null {
  if (session.state !== "starting") return null;
  const current = STEPS.indexOf(session.step);
  return (
    <section class="start">
      <h2>
        <Message of={text("start.heading")} />
      </h2>
      <ol class="steps">
        {STEPS.map((step, index) => (
          <li
            key={step}
            class={index > current ? "step to-come" : "step"}
            aria-current={index === current ? "step" : undefined}
          >
            <Icon name={iconOf(index, current)} />
            <Message of={text(`start.${step}`)} />
          </li>
        ))}
      </ol>
    </section>
  );
}

function iconOf(index: number, current: number): IconName {
  if (index === current) return "working";
  return index < current ? "success" : "to-come";
}
