/** The configuration window: follows the state that the main process pushes, and draws it. */
import { render } from "preact";
import { enConfiguration } from "../i18n/en-configuration.ts";

const root = document.querySelector("#window");
if (root === null) throw new Error("configuration.html has no #window.");

render(<h1>{enConfiguration["window.title"]}</h1>, root);
