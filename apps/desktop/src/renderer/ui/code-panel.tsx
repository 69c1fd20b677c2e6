/** The code to compare, large, spelled for those who listen, and the warning that goes with every code. */
import type { JSX } from "preact";
import type { Mark } from "../model/countdown.ts";
import type { ShownCode } from "../model/page.ts";
import { text } from "../i18n/text.ts";
import { Countdown } from "./countdown.tsx";
import { Icon } from "./icon.tsx";
import { useLocale } from "./locale-context.ts";
import { Message } from "./message.tsx";

export interface CodePanelProps {
  readonly code: ShownCode;
  readonly onMark: (mark: Mark) => void;
}

export function CodePanel({ code: { userCode, expiresAt }, onMark }: CodePanelProps): JSX.Element {
  const { messages } = useLocale();
  const spelled = messages["code.spelled"].replace("{letters}", () => spell(userCode));
  return (
    <div class="code-panel">
      <span class="code" role="img" aria-label={spelled} translate={false} dir="ltr">
        {userCode}
      </span>
      <Countdown expiresAt={expiresAt} onMark={onMark} />
    </div>
  );
}

export function Safety(): JSX.Element {
  return (
    <div class="safety" role="note">
      <Icon name="shield" />
      <div>
        <p class="safety-title">
          <Message of={text("safety.title")} />
        </p>
        <p>
          <Message of={text("safety.body")} />
        </p>
      </div>
    </div>
  );
}

/** `KQWX-ZBTP` → `K Q W X, Z B T P`: read letter by letter, in the groups that are seen. */
export function spell(userCode: string): string {
  return userCode
    .split(/[^\p{L}\p{N}]+/u)
    .map((group) => Array.from(group).join(" "))
    .join(", ");
}
