/** A question over the window, in a native dialog: closing it, also by Escape, gives the focus back to where it was. */
import type { ComponentChildren, JSX } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";

export interface ModalProps {
  /** Unique in the window. */
  readonly name: string;
  readonly heading: string;
  readonly isOpen: boolean;
  readonly close: () => void;
  /** Drawn while it is open. */
  readonly children: ComponentChildren;
}

export function Modal({ name, heading, isOpen, close, children }: ModalProps): JSX.Element {
  const dialog = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    if (isOpen) dialog.current?.showModal();
    else dialog.current?.close();
  }, [isOpen]);
  return (
    <dialog ref={dialog} aria-labelledby={`${name}-heading`} onClose={() => isOpen && close()}>
      {isOpen && (
        <>
          <h2 id={`${name}-heading`} tabIndex={-1} autofocus>
            {heading}
          </h2>
          {children}
        </>
      )}
    </dialog>
  );
}
