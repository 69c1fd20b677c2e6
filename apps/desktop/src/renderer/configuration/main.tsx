/** The configuration window: follows the state that the main process pushes, and draws it. */
import { render } from "preact";
import type { ConfigurationBridge } from "../../shared/configuration-contract.ts";
import { configurationCatalogs } from "../i18n/configuration-catalogs.ts";
import { chooseFrom } from "../i18n/locale.ts";
import { createStore, followState } from "./model/store.ts";
import type { Store } from "./model/store.ts";
import { ConfigurationWindow } from "./ui/window.tsx";

/** The preload script of this window puts it into the page; another window has another one of the same name. */
declare const latchkey: ConfigurationBridge;

const root = document.querySelector("#window");
if (root === null) throw new Error("configuration.html has no #window.");

const locale = chooseFrom(configurationCatalogs, navigator.languages);
document.documentElement.lang = locale.tag;
document.documentElement.dir = locale.direction;
document.title = locale.messages["window.title"];

const dispatch: Store["dispatch"] = (event) => store.dispatch(event);
const act: Store["act"] = (action) => store.act(action);
const store = createStore(latchkey, (model) => {
  render(<ConfigurationWindow model={model} locale={locale} dispatch={dispatch} act={act} />, root);
});
void followState(latchkey, store.dispatch);
