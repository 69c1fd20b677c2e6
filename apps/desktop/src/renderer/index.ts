/** A page that shows the state as it is; the sign-in page takes its place. */
import type { AppState, LatchkeyBridge } from "../shared/contract.ts";

declare global {
  interface Window {
    readonly latchkey: LatchkeyBridge;
  }
}

const { latchkey } = window;

function show({ screen }: AppState): void {
  const output = document.querySelector("#state");
  if (output !== null) output.textContent = JSON.stringify(screen);
}

latchkey.onState(show);
document.querySelector("#start")?.addEventListener("click", () => void latchkey.startSignIn());
document.querySelector("#cancel")?.addEventListener("click", () => void latchkey.cancelSignIn());
const answer = await latchkey.getState();
if (answer.status === "done") show(answer.value);
