/** The clock of the whole mock: what time it is, and moving it. */

import type { WireResponse } from "../../core/wire.ts";
import { fieldView, typed } from "../forms.ts";
import type { Problem } from "../forms.ts";
import { html } from "../html.ts";
import { formatInstant, parseDuration, parseInstant, timeView } from "../times.ts";
import { adminForm, done, showPage } from "./admin-visit.ts";
import type { AdminPages, AdminVisit } from "./admin-visit.ts";
import { attempt } from "./attempt.ts";

export const clockPages: AdminPages = {
  "GET clock": (visit) => show(visit, []),
  "POST clock/advance": advance,
  "POST clock/set": set,
  "POST clock/freeze": (visit) => {
    visit.desk.clock.freeze();
    return done(visit, "clock", "clock-frozen");
  },
  "POST clock/resume": (visit) => {
    visit.desk.clock.resume();
    return done(visit, "clock", "clock-running");
  },
};

function show(visit: AdminVisit, problems: readonly Problem[]): WireResponse {
  const { clock } = visit.desk;
  const now = clock.now();
  const amount = fieldView(
    {
      kind: "text",
      name: "amount",
      label: "By",
      hint: "Such as 15 min, 8 h or 90 d.",
      value: typed(visit.form, "amount"),
      look: "short",
      required: true,
      testId: "field-amount",
    },
    problems,
  );
  const time = fieldView(
    {
      kind: "text",
      name: "time",
      label: "Time in UTC",
      hint: `Such as ${formatInstant(now)}.`,
      value: typed(visit.form, "time"),
      required: true,
      testId: "field-time",
    },
    problems,
  );
  const toggle = clock.frozen
    ? adminForm(
        visit,
        "clock/resume",
        html`<button class="plain" data-testid="resume-clock">Let it run</button>`,
      )
    : adminForm(
        visit,
        "clock/freeze",
        html`<button class="plain" data-testid="freeze-clock">Freeze</button>`,
      );
  return showPage(visit, {
    section: "clock",
    title: "Clock",
    problems,
    content: html`<p>
        All expiry in the whole mock follows this clock. It runs like any other until somebody moves it.
      </p>
      <section class="panel">
        <h2>It is</h2>
        <p class="code" data-testid="now">${timeView(now)}</p>
        <p data-testid="clock-state">${clock.frozen ? "The clock stands still." : "The clock runs."}</p>
        ${toggle}
      </section>
      <section class="panel">
        <h2>Move it on</h2>
        ${adminForm(visit, "clock/advance", html`${amount}<button data-testid="advance-clock">Advance</button>`)}
      </section>
      <section class="panel">
        <h2>Set it</h2>
        ${adminForm(visit, "clock/set", html`${time}<button data-testid="set-clock">Set</button>`)}
      </section>`,
  });
}

function advance(visit: AdminVisit): WireResponse {
  const seconds = parseDuration(typed(visit.form, "amount"));
  const message = "Enter a duration, such as 15 min, 8 h or 90 d.";
  if (seconds === undefined) return show(visit, [{ field: "amount", message }]);
  return move(visit, "amount", () => visit.desk.clock.advance(seconds * 1000));
}

function set(visit: AdminVisit): WireResponse {
  const instant = parseInstant(typed(visit.form, "time"));
  const message = "Enter date and time in UTC, such as 2026-01-15 12:00:00.";
  if (instant === undefined) return show(visit, [{ field: "time", message }]);
  return move(visit, "time", () => visit.desk.clock.set(instant));
}

/** A clock has a beginning and an end, and says so. */
function move(visit: AdminVisit, field: string, act: () => void): WireResponse {
  const problems = attempt(act).map(({ message }) => ({ field, message: `${message}.` }));
  return problems.length > 0 ? show(visit, problems) : done(visit, "clock", "clock-moved");
}
