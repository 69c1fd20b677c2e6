/** What is worth knowing of a session that runs: that its end is near, and that sessions are short here. */
import type { JSX } from "preact";
import type { SessionStateView } from "../../shared/contract.ts";
import { text } from "../i18n/text.ts";
import { Icon } from "../ui/icon.tsx";
import { Message } from "../ui/message.tsx";
import { endsSoonText } from "./session-texts.ts";
import { useMinute } from "./use-minute.ts";

export interface NoteProps {
  readonly session: SessionStateView;
}

/** Seen by the minute; that it appears is read out once, by the window's own region. */
export function EndsSoon({ session }: NoteProps): JSX.Element | null {
  const running = session.state === "running" && session.endsSoon ? session : undefined;
  const now = useMinute(running?.until);
  if (running === undefined) return null;
  return (
    <div class="ends-soon">
      <Icon name="problem" />
      <p>
        <Message of={endsSoonText(running, now)} />
      </p>
    </div>
  );
}

export function ShortLived({ session }: NoteProps): JSX.Element | null {
  if (session.state !== "running" || session.shortLivedMinutes === undefined) return null;
  return (
    <div class="note" role="note">
      <p>
        <Message of={text("short-lived.body", { minutes: { minutes: session.shortLivedMinutes } })} />
      </p>
    </div>
  );
}
