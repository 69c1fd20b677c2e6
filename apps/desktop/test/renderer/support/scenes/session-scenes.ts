/** The Cowork tab: every state of a session, every end of an answer, with and without a sign-in. */
import type { SessionView } from "../../../../src/shared/contract.ts";
import { NOW, status } from "./scene.ts";
import { sessionFailures } from "./session-failure-scenes.ts";
import {
  answer,
  answering,
  answerText,
  cowork,
  haiku,
  question,
  running,
  scene,
  sonnet,
  work,
} from "./session-parts.ts";
import type { SessionScene, State } from "./session-parts.ts";

const idle: Partial<SessionView> = { session: { state: "idle" } };
const begun = "Enter sends. Shift+Enter begins a new line.";

const ready: Readonly<Record<string, SessionScene>> = {
  cowork: scene(cowork(idle), {
    says: ["You are signed in with AWS.", "Your first message starts a session", "renews itself", begun],
    buttons: ["Send"],
  }),
  "cowork-until": scene(cowork(idle, { signedInUntil: new Date(NOW + 8 * 3_600_000) }), {
    says: ["d-9067abcdef.awsapps.com", "111122223333", "BedrockInference", "until 17:30"],
    buttons: ["Send"],
  }),
  "cowork-models": scene(cowork({ ...idle, models: [sonnet, haiku] }), {
    says: ["Model", "Claude Sonnet 4"],
    buttons: ["Send"],
  }),
  "other-credential": scene(
    { screen: { name: "other-credential", mode: "bearer-token", work: work({ ...idle, models: [] }) } },
    { says: ["You do not need to sign in."], buttons: ["Send"] },
  ),
};

const starting = (step: State<"starting">["step"]): SessionScene =>
  scene(cowork({ session: { state: "starting", step }, turns: [question, answer("waiting", "")] }), {
    says: [
      "Starting a session",
      "Getting credentials",
      "Preparing the sandbox",
      "Starting the program",
      "Escape stops the start.",
    ],
    buttons: ["Stop", "New session"],
    primary: undefined,
    announces: status("Starting a session"),
  });

/** What has no blank to break at. */
const LONG_LINES = `\`\`\`sh
${"x".repeat(200)}
find . -name '*.ts' | xargs -n 1 wc -l --some-very-long-option=value --and-another-one=value
\`\`\`

${"https://example.com/".padEnd(180, "path/")}`;

const conversations: Readonly<Record<string, SessionScene>> = {
  "session-starting-credentials": starting("credentials"),
  "session-starting-sandbox": starting("sandbox"),
  "session-starting-program": starting("program"),
  "session-waiting": scene(cowork({ session: answering, turns: [question, answer("waiting", "")] }), {
    says: ["Waiting for the answer…", "Escape stops the answer."],
    buttons: ["Stop", "New session"],
    primary: undefined,
  }),
  "session-streaming": scene(
    cowork({ session: answering, turns: [question, answer("streaming", answerText.slice(0, 80))] }),
    { says: ["This lists them", "find . -type f"], buttons: ["Stop", "New session"], primary: undefined },
  ),
  "session-answered": scene(cowork({ turns: [question, answer("answered")] }), {
    says: ["Session until 17:29 · 7 h 59 min left", "Claude Sonnet 4", "|\n  sort -rn", "sort them."],
    buttons: ["Send", "New session"],
  }),
  "session-overnight": scene(
    cowork({
      session: { ...running, until: new Date(NOW + 16 * 3_600_000) },
      models: [],
      turns: [question, answer("answered", LONG_LINES)],
    }),
    {
      says: ["Session until 16 Jan, 01:30 · 16 h 0 min left", sonnet.id, "--and-another-one"],
      buttons: ["Send", "New session"],
    },
  ),
  "session-stopped": scene(cowork({ turns: [question, answer("stopped", "This lists them")] }), {
    says: ["This lists them", "You stopped this answer."],
    buttons: ["Send", "New session"],
  }),
  "session-without-end": scene(
    {
      screen: {
        name: "other-credential",
        mode: "bearer-token",
        work: work({
          session: { state: "running", endsSoon: false, isAnswering: false },
          turns: [question, answer("answered")],
        }),
      },
    },
    { says: ["Session running"], buttons: ["Send", "New session"] },
  ),
  "session-ends-soon": scene(
    cowork({
      session: { ...running, endsSoon: true, until: new Date(NOW + 12 * 60_000) },
      turns: [question, answer("answered")],
    }),
    {
      says: [
        "This session ends in 12 minutes. Finish what you are doing, then start a new one.",
        "Session until 09:42 · 12 min left",
      ],
      buttons: ["Send", "New session"],
      announces: status("This session ends in 12 minutes. Finish what you are doing, then start a new one."),
    },
  ),
  "session-short-lived": scene(
    cowork({
      session: { ...running, until: new Date(NOW + 3_600_000), shortLivedMinutes: 60 },
      turns: [question, answer("answered", "Two.")],
    }),
    {
      says: ["For your administrator: sessions last 60 minutes", "between 8 and 12 hours", "1 h 0 min left"],
      buttons: ["Send", "New session"],
    },
  ),
};

export const sessions: Readonly<Record<string, SessionScene>> = {
  ...ready,
  ...conversations,
  ...sessionFailures,
};
