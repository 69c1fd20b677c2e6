/** The whole window: sections, what is shown of one, the verdict on the draft, and the questions. */
import type { JSX } from "preact";
import { useErrorBoundary, useLayoutEffect, useRef } from "preact/hooks";
import type { ConfigurationKey } from "../../i18n/configuration-catalogs.ts";
import type { Model, Ready } from "../model/model.ts";
import type { Store } from "../model/store.ts";
import { ApplyDialog, RemoveDialog } from "./dialogs.tsx";
import { LocaleContext, useMessages } from "./locale.ts";
import type { ConfigurationLocale } from "./locale.ts";
import { Navigation } from "./navigation.tsx";
import { Regions } from "./regions.tsx";
import { SectionView } from "./section-view.tsx";
import { VerdictBar } from "./verdict-bar.tsx";
import { WindowContext } from "./window-context.ts";

export interface ConfigurationWindowProps extends Store {
  readonly model: Model;
  readonly locale: ConfigurationLocale;
}

export function ConfigurationWindow({ model, locale, ...store }: ConfigurationWindowProps): JSX.Element {
  return (
    <LocaleContext.Provider value={locale}>
      {model.status === "starting" && <Message heading="window.title" body="window.starting" />}
      {model.status === "unavailable" && (
        <Message key="unavailable" heading="window.unavailable.heading" body="window.unavailable.body" />
      )}
      {model.status === "ready" && <Parts model={model} {...store} />}
    </LocaleContext.Provider>
  );
}

/** What cannot be drawn is of a state that this window does not know. */
function Parts({ model, ...store }: Store & { readonly model: Ready }): JSX.Element {
  // Not within the drawing that failed.
  useErrorBoundary(() => queueMicrotask(() => store.dispatch({ type: "no-state" })));
  return (
    <WindowContext.Provider value={{ model, ...store }}>
      <Navigation />
      <SectionView />
      <VerdictBar />
      {model.dialog === undefined && <Regions />}
      <ApplyDialog />
      <RemoveDialog />
    </WindowContext.Provider>
  );
}

interface MessageProps {
  readonly heading: ConfigurationKey;
  readonly body: ConfigurationKey;
}

function Message({ heading, body }: MessageProps): JSX.Element {
  const messages = useMessages();
  const title = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => title.current?.focus(), []);
  return (
    <main class="message">
      <h1 ref={title} tabIndex={-1}>
        {messages[heading]}
      </h1>
      <p>{messages[body]}</p>
    </main>
  );
}
