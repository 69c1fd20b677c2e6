/** A part of a section, with its heading. */
import type { ComponentChildren, JSX } from "preact";

export interface CardProps {
  readonly heading?: string;
  readonly help?: string;
  readonly children: ComponentChildren;
}

export function Card({ heading, help, children }: CardProps): JSX.Element {
  return (
    <section class="card">
      {heading !== undefined && <h2>{heading}</h2>}
      {help !== undefined && <p class="quiet">{help}</p>}
      {children}
    </section>
  );
}
