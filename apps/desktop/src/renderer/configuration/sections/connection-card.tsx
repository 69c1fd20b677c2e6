/** One request to Bedrock with the draft, and what became of it. That it cannot be verified is no problem, and not shown as one. */
import type { JSX } from "preact";
import type { ConnectionTest } from "../../../shared/configuration-contract.ts";
import { say } from "../../i18n/configuration-catalogs.ts";
import type { ConfigurationKey } from "../../i18n/configuration-catalogs.ts";
import { ActionButton } from "../ui/action-button.tsx";
import { Card } from "../ui/card.tsx";
import { useMessages } from "../ui/locale.ts";
import { OutcomeOf } from "../ui/outcome.tsx";
import { Code, English, Say } from "../ui/say.tsx";
import { Sign } from "../ui/sign.tsx";
import type { SignName } from "../ui/sign.tsx";
import { useWindow } from "../ui/window-context.ts";

export function ConnectionCard(): JSX.Element {
  const { model } = useWindow();
  const messages = useMessages();
  return (
    <Card heading={messages["connection.heading"]}>
      <p class="quiet">{messages["connection.body"]}</p>
      <div class="actions">
        <ActionButton action="test-connection" label="connection.test" busyLabel="connection.testing" />
      </div>
      {model.connection !== undefined && <Result of={model.connection} />}
      <OutcomeOf action="test-connection" />
    </Card>
  );
}

type Tone = "neutral" | "success" | "problem";

const LOOKS: Readonly<Record<ConnectionTest["status"], { readonly tone: Tone; readonly sign: SignName }>> = {
  "not-verifiable": { tone: "neutral", sign: "info" },
  "not-configured": { tone: "neutral", sign: "none" },
  works: { tone: "success", sign: "success" },
  refused: { tone: "problem", sign: "error" },
  unreachable: { tone: "problem", sign: "error" },
};

function Result({ of: test }: { readonly of: ConnectionTest }): JSX.Element {
  const messages = useMessages();
  const { tone, sign } = LOOKS[test.status];
  return (
    <div class={`connection-result ${tone}`}>
      <Sign name={sign} />
      <div>
        <p class="connection-title">{messages[`connection.${test.status}`]}</p>
        <p>
          <Explanation of={test} />
        </p>
        <Details of={test} />
      </div>
    </div>
  );
}

function Explanation({ of: test }: { readonly of: ConnectionTest }): JSX.Element {
  const messages = useMessages();
  switch (test.status) {
    case "not-verifiable":
      return <Say it={say("connection.not-verifiable.body", { mode: messages[`mode.${test.mode}`] })} />;
    case "works":
      return <Say it={say("connection.works.body", { model: test.modelId })} />;
    case "refused":
    case "unreachable":
      return <>{messages[`connection.${test.status}.body`]}</>;
    case "not-configured":
      return <English>{test.reason}</English>;
  }
}

/** What a support ticket needs. */
function detailsOf(test: ConnectionTest): readonly (readonly [ConfigurationKey, string | undefined])[] {
  switch (test.status) {
    case "refused":
      return [
        ["detail.http-status", String(test.httpStatus)],
        ["detail.error", test.errorName],
        ["detail.request-id", test.requestId],
      ];
    case "unreachable":
      return [["detail.reason", test.code]];
    default:
      return [];
  }
}

function Details({ of: test }: { readonly of: ConnectionTest }): JSX.Element | null {
  const messages = useMessages();
  const details = detailsOf(test).filter(([, value]) => value !== undefined);
  if (details.length === 0) return null;
  return (
    <dl class="details">
      {details.map(([name, value]) => (
        <div key={name}>
          <dt>{messages[name]}</dt>
          <dd>
            <Code>{value}</Code>
          </dd>
        </div>
      ))}
    </dl>
  );
}
