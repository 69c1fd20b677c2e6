/** The reachability test: started, followed and stopped here; its results stand in the table. */
import type { JSX } from "preact";
import { say } from "../../i18n/configuration-catalogs.ts";
import { countResults } from "../model/reachability.ts";
import type { ReachabilityTest } from "../model/reachability.ts";
import { ActionButton } from "../ui/action-button.tsx";
import { useMessages } from "../ui/locale.ts";
import { OutcomeOf } from "../ui/outcome.tsx";
import { Say } from "../ui/say.tsx";
import { useWindow } from "../ui/window-context.ts";

export function ReachabilityPart(): JSX.Element {
  const messages = useMessages();
  const test = useWindow().model.reachability;
  const isRunning = test.status === "running" || test.status === "starting";
  return (
    <section class="part" aria-labelledby="reachability-heading">
      <h3 id="reachability-heading">{messages["reachability.heading"]}</h3>
      <p class="quiet">{messages["reachability.body"]}</p>
      <Progress of={test} />
      <div class="actions">
        {isRunning ? (
          <ActionButton key="stop" action="stop-reachability" label="reachability.stop" />
        ) : (
          <ActionButton key="test" action="test-reachability" label="reachability.test" />
        )}
      </div>
      <OutcomeOf action="test-reachability" />
    </section>
  );
}

function Progress({ of: test }: { readonly of: ReachabilityTest }): JSX.Element | null {
  const messages = useMessages();
  const counts = countResults(test);
  switch (test.status) {
    case "none":
      return null;
    case "starting":
    case "running":
      return (
        <p class="progress">
          <progress max={test.total} value={counts.done} aria-label={messages["reachability.heading"]} />
          <span>
            <Say it={say("reachability.progress", placesOf(counts.done, test.total))} />
          </span>
        </p>
      );
    case "stopped":
      return (
        <p>
          <Say it={say("reachability.stopped", placesOf(counts.done, test.total))} />
        </p>
      );
    case "finished":
      return (
        <p>
          <Say
            it={say("say.reachability-done", {
              reachable: { count: counts.reachable },
              unreachable: { count: counts.unreachable },
              notTested: { count: counts.notTested },
            })}
          />
        </p>
      );
  }
}

function placesOf(done: number, total: number): { done: { count: number }; total: { count: number } } {
  return { done: { count: done }, total: { count: total } };
}
