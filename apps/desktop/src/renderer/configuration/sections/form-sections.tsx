/** The three sections that are a form: fields in cards, generated from the catalogue. */
import type { ComponentChildren, JSX } from "preact";
import type { FieldView } from "../../../shared/configuration-contract.ts";
import { Field } from "../fields/field.tsx";
import { CARDS, cardOf, fieldsOf } from "../model/sections.ts";
import { Card } from "../ui/card.tsx";
import { OriginNotice } from "../ui/origin-notice.tsx";
import { useMessages } from "../ui/locale.ts";
import { useWindow } from "../ui/window-context.ts";

export function ConnectionSection(): JSX.Element {
  const messages = useMessages();
  const fields = fieldsOf(useWindow().model.state.fields, "connection");
  const cards = CARDS.map((card) => [card, fields.filter((field) => cardOf(field) === card)] as const);
  return (
    <Form>
      {cards
        .filter(([, held]) => held.length > 0)
        .map(([card, held]) => (
          <Card
            key={card}
            heading={messages[`card.${card}`]}
            {...(card === "programs" ? { help: messages["card.programs.help"] } : {})}
          >
            <FieldList fields={held} />
          </Card>
        ))}
    </Form>
  );
}

export function FormSection({ section }: { readonly section: FieldView["section"] }): JSX.Element {
  const fields = fieldsOf(useWindow().model.state.fields, section);
  return (
    <Form>
      <Card>
        <FieldList fields={fields} />
      </Card>
    </Form>
  );
}

/** Nothing is submitted: what is typed is checked as it is, and the bar has what can be done with it. */
function Form({ children }: { readonly children: ComponentChildren }): JSX.Element {
  return (
    <form autocomplete="off" onSubmit={(event) => event.preventDefault()}>
      <OriginNotice />
      {children}
    </form>
  );
}

function FieldList({ fields }: { readonly fields: readonly FieldView[] }): JSX.Element {
  return (
    <>
      {fields.map((field) => (
        <Field key={field.key} field={field} />
      ))}
    </>
  );
}
