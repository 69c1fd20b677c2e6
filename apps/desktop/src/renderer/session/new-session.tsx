/** The way to a new session from one that could go on. It asks first when a conversation would be lost. */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { ActionButton } from "../ui/action-button.tsx";
import { Button } from "../ui/button.tsx";
import { useLocale } from "../ui/locale-context.ts";
import { Modal } from "../ui/modal.tsx";
import { buttonOf } from "../ui/page-view.tsx";
import type { SessionLineProps } from "./session-line.tsx";

const action = { id: "new-session", label: "action.new-session" } as const;

export function NewSession({ work, model, act }: SessionLineProps): JSX.Element {
  const { messages } = useLocale();
  const [isAsking, setAsking] = useState(false);
  const close = (): void => setAsking(false);
  const ask = (): void => (work.turns.length === 0 ? act(action.id) : setAsking(true));
  return (
    <>
      <ActionButton {...buttonOf(model, action, ask)} rank="quiet" />
      <Modal name="new-session" heading={messages["new-session.heading"]} isOpen={isAsking} close={close}>
        <p>{messages["new-session.body"]}</p>
        <div class="actions">
          <Button rank="quiet" onClick={close}>
            {messages["action.cancel"]}
          </Button>
          <Button
            rank="primary"
            onClick={() => {
              close();
              act(action.id);
            }}
          >
            {messages["action.start-session"]}
          </Button>
        </div>
      </Modal>
    </>
  );
}
