/** The section that is shown. The focus goes to its heading, or to the field that was asked for. */
import type { JSX } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import type { SectionId } from "../model/sections.ts";
import { EgressSection } from "../sections/egress-section.tsx";
import { ExportSection } from "../sections/export-section.tsx";
import { ConnectionSection, FormSection } from "../sections/form-sections.tsx";
import { InspectorSection } from "../sections/inspector-section.tsx";
import { useMessages } from "./locale.ts";
import { useWindow } from "./window-context.ts";

export function SectionView(): JSX.Element {
  const { section } = useWindow().model;
  const messages = useMessages();
  return (
    <main class={`section-${section}`}>
      <Heading />
      <p class="intro">{messages[`intro.${section}`]}</p>
      {contentOf(section)}
    </main>
  );
}

function Heading(): JSX.Element {
  const { section, target } = useWindow().model;
  const heading = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => {
    const field = target === undefined ? undefined : controlOf(target.key);
    (field ?? heading.current)?.focus();
  }, [section, target?.count]);
  return (
    <h1 ref={heading} tabIndex={-1}>
      {useMessages()[`section.${section}`]}
    </h1>
  );
}

/** A list without rows has only its button. */
function controlOf(key: string): HTMLElement | undefined {
  const field = document.querySelector(`[data-key="${CSS.escape(key)}"]`);
  return field?.querySelector<HTMLElement>("input, select, textarea, .rows button") ?? undefined;
}

function contentOf(section: SectionId): JSX.Element {
  switch (section) {
    case "connection":
      return <ConnectionSection />;
    case "models":
    case "behaviour":
      return <FormSection key={section} section={section} />;
    case "export":
      return <ExportSection />;
    case "egress":
      return <EgressSection />;
    case "inspector":
      return <InspectorSection />;
  }
}
