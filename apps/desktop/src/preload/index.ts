/** The main window's bridge: one function per call, and data only. */
import { contextBridge } from "electron";
import type { invokes, LatchkeyBridge, pushes } from "../shared/contract.ts";
import { callsOf, listensTo } from "./bridge.ts";

const call = callsOf<typeof invokes>();
const listen = listensTo<typeof pushes>();

const bridge: LatchkeyBridge = {
  getState: call("app:get-state"),
  retry: call("app:retry"),
  openConfiguration: call("app:open-configuration"),
  startSignIn: call("sign-in:start"),
  openBrowser: call("sign-in:open-browser"),
  copyCode: call("sign-in:copy-code"),
  copyLink: call("sign-in:copy-link"),
  copyDetails: call("sign-in:copy-details"),
  cancelSignIn: call("sign-in:cancel"),
  backToOffer: call("sign-in:back"),
  continueToCowork: call("sign-in:continue"),
  useAnotherAccount: call("sign-in:use-another-account"),
  signOut: call("sign-in:sign-out"),
  ask: call("session:ask"),
  stop: call("session:stop"),
  newSession: call("session:new"),
  onState: listen("app:state"),
  onText: listen("session:text"),
};

contextBridge.exposeInMainWorld("latchkey", bridge);
