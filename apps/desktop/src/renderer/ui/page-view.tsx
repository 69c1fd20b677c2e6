/** Draws a page. The focus goes to its heading when it is another page, and never otherwise. */
import type { JSX } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { text } from "../i18n/text.ts";
import type { Mark } from "../model/countdown.ts";
import type { Model } from "../model/model.ts";
import type { Action, ActionId, Field, Page } from "../model/page.ts";
import { ActionButton } from "./action-button.tsx";
import type { ActionButtonProps } from "./action-button.tsx";
import { CodePanel, Safety } from "./code-panel.tsx";
import { Icon } from "./icon.tsx";
import type { IconName } from "./icon.tsx";
import { useLocale } from "./locale-context.ts";
import { Message } from "./message.tsx";
import { SignedOutNote } from "./notes.tsx";

export interface PageViewProps {
  readonly model: Model;
  readonly act: (id: ActionId) => void;
  readonly onMark: (mark: Mark) => void;
}

export function PageView({ model, act, onMark }: PageViewProps): JSX.Element {
  const { page } = model;
  return (
    <div class={`page ${page.tone ?? "plain"}`}>
      <Icon name={iconOf(page)} />
      <Heading page={page} />
      <SignedOutNote of={model.signedOut} />
      {page.body.map((each) => (
        <p key={each.key}>
          <Message of={each} />
        </p>
      ))}
      {page.advice !== undefined && (
        <p class="advice" lang="en" dir="ltr">
          {page.advice}
        </p>
      )}
      <Fields fields={page.fields} />
      {page.code !== undefined && <CodePanel code={page.code} onMark={onMark} />}
      <Actions model={model} act={act} />
      {model.hasFailed && (
        <p class="failure">
          <Message of={text("say.action-failed")} />
        </p>
      )}
      {page.code !== undefined && <Safety />}
    </div>
  );
}

function Heading({ page }: { readonly page: Page }): JSX.Element {
  const heading = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => heading.current?.focus(), [page.id]);
  return (
    <h1 ref={heading} tabIndex={-1}>
      <Message of={page.heading} />
    </h1>
  );
}

export function Fields({
  fields = [],
}: {
  readonly fields: readonly Field[] | undefined;
}): JSX.Element | null {
  const { messages } = useLocale();
  if (fields.length === 0) return null;
  return (
    <dl class="fields">
      {fields.map(({ name, value }) => (
        <div key={name}>
          <dt>{messages[name]}</dt>
          {typeof value === "string" ? (
            <dd>
              <bdi>{value}</bdi>
            </dd>
          ) : (
            <dd class="words">
              <Message of={value} />
            </dd>
          )}
        </div>
      ))}
    </dl>
  );
}

function Actions({ model, act }: Pick<PageViewProps, "model" | "act">): JSX.Element | null {
  const { primary, others = [] } = model.page;
  if (primary === undefined && others.length === 0) return null;
  return (
    <div class="actions">
      {primary !== undefined && <ActionButton {...buttonOf(model, primary, act)} rank="primary" />}
      {others.map((action) => (
        <ActionButton
          key={action.id}
          {...buttonOf(model, action, act)}
          rank={primary === undefined ? "secondary" : rankOf(action)}
        />
      ))}
    </div>
  );
}

export function buttonOf(
  { busy, copied }: Model,
  action: Action,
  act: (id: ActionId) => void,
): Omit<ActionButtonProps, "rank"> {
  return { action, isBusy: busy.includes(action.id), isCopied: copied === action.id, act };
}

function rankOf({ id }: Action): ActionButtonProps["rank"] {
  return id === "cancel" || id === "back" ? "quiet" : "secondary";
}

function iconOf({ tone }: Page): IconName {
  return tone ?? "key";
}
