/** What is worth knowing beside the page: what signing out did not end, and that the configuration has changed. */
import type { JSX } from "preact";
import type { AppState, SignedOut } from "../../shared/contract.ts";
import { text } from "../i18n/text.ts";
import { ended } from "../model/model.ts";
import { Message } from "./message.tsx";

export function SignedOutNote({ of: signedOut }: { readonly of: SignedOut | undefined }): JSX.Element | null {
  if (signedOut === undefined) return null;
  const until = lastOf(signedOut.accessTokenUntil, signedOut.roleCredentialsUntil);
  return (
    <div class="note" role="note">
      <p>
        <Message of={text(`signed-out.${ended(signedOut)}`)} />
      </p>
      {until !== undefined && (
        <p>
          <Message of={text("signed-out.valid-until", { time: { instant: until } })} />
        </p>
      )}
    </div>
  );
}

export function PolicyChangeNote({
  of: change,
}: {
  readonly of: AppState["policyChange"];
}): JSX.Element | null {
  if (change === undefined) return null;
  return (
    <section class="policy-change" aria-live="polite">
      <p>
        <Message of={text("policy-changed.body")} />
      </p>
      <ul>
        {change.keys.map((key) => (
          <li key={key}>
            <bdi>{key}</bdi>
          </li>
        ))}
      </ul>
    </section>
  );
}

function lastOf(...instants: readonly (Date | undefined)[]): number | undefined {
  const times = instants.filter((instant) => instant !== undefined).map((instant) => instant.getTime());
  return times.length === 0 ? undefined : Math.max(...times);
}
