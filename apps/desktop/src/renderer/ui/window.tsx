/** The whole window: its frame, the page, and the two regions that are read out. */
import type { JSX } from "preact";
import { useErrorBoundary } from "preact/hooks";
import type { Locale } from "../i18n/locale.ts";
import type { Text } from "../i18n/text.ts";
import { WorkView } from "../session/work-view.tsx";
import type { WorkViewProps } from "../session/work-view.tsx";
import { ActionButton } from "./action-button.tsx";
import { LocaleContext, useLocale } from "./locale-context.ts";
import { Message } from "./message.tsx";
import { PolicyChangeNote } from "./notes.tsx";
import { buttonOf, Fields, PageView } from "./page-view.tsx";
import type { PageViewProps } from "./page-view.tsx";

export interface WindowProps extends FrameProps {
  readonly locale: Locale;
}

interface FrameProps extends PageViewProps, WorkViewProps {
  /** The page could not be drawn. */
  readonly onBroken: () => void;
}

export function Window({ locale, ...props }: WindowProps): JSX.Element {
  return (
    <LocaleContext.Provider value={locale}>
      <Frame key={locale.tag} {...props} />
    </LocaleContext.Provider>
  );
}

/** What cannot be drawn, page or notice, is of a state that this window does not know. */
function Frame({ onBroken, ...props }: FrameProps): JSX.Element {
  const { model } = props;
  // Not within the drawing that failed.
  useErrorBoundary(() => queueMicrotask(onBroken));
  return (
    <>
      <TopBar {...props} />
      <PolicyChangeNote of={model.policyChange} />
      {model.page.work === undefined ? (
        <main>
          <PageView {...props} />
        </main>
      ) : (
        // Another page is another place: where the focus was is not kept.
        <WorkView key={model.page.id} {...props} />
      )}
      <Region role="status" text={model.status} />
      <Region role="alert" text={model.alert} />
    </>
  );
}

function TopBar({ model, act }: WorkViewProps): JSX.Element {
  const { messages } = useLocale();
  const { account } = model.page;
  return (
    <header class="top-bar">
      <p class="app-name">{messages["app.name"]}</p>
      {account !== undefined && (
        <>
          <Fields fields={account.fields} />
          <ActionButton {...buttonOf(model, account.action, act)} rank="secondary" />
        </>
      )}
    </header>
  );
}

/** There from the first paint, so that a change of its text is read. */
function Region({
  role,
  text,
}: {
  readonly role: "status" | "alert";
  readonly text: Text | undefined;
}): JSX.Element {
  return (
    <div class="visually-hidden" role={role}>
      {text !== undefined && <Message of={text} />}
    </div>
  );
}
