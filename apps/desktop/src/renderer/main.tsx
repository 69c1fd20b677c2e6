/** The window: follows the state that the main process pushes, and draws it. */
import { render } from "preact";
import type { LatchkeyBridge } from "../shared/contract.ts";
import { chooseLocale } from "./i18n/locale.ts";
import type { Mark } from "./model/countdown.ts";
import { actionOfKey } from "./model/keyboard.ts";
import type { ActionId } from "./model/page.ts";
import { followState } from "./model/follow-state.ts";
import { createStore } from "./model/store.ts";
import type { WorkEvents } from "./session/work-view.tsx";
import { Window } from "./ui/window.tsx";

/** The preload script puts it into the page. */
declare const latchkey: LatchkeyBridge;

const root = document.querySelector("#window");
if (root === null) throw new Error("index.html has no #window.");

const locale = chooseLocale(navigator.languages);
document.documentElement.lang = locale.tag;
document.documentElement.dir = locale.direction;

const edit: WorkEvents["edit"] = (event) => store.dispatch({ type: "session", event });
const send: WorkEvents["send"] = (text) => store.send(text);
const act = (id: ActionId): void => store.act(id);
const onMark = (mark: Mark): void => store.dispatch({ type: "mark", mark });
const onBroken = (): void => store.dispatch({ type: "no-state" });
const store = createStore(latchkey, (model) => {
  render(
    <Window
      model={model}
      locale={locale}
      act={act}
      edit={edit}
      send={send}
      onMark={onMark}
      onBroken={onBroken}
    />,
    root,
  );
});

document.addEventListener("keydown", (event) => {
  const id = actionOfKey(event, store.page());
  if (id === undefined) return;
  event.preventDefault();
  store.act(id);
});
void followState(latchkey, store);
