/** The bridge: one function per call, and data only. The page never sees a channel's name, the event, or `ipcRenderer`. */
import { contextBridge, ipcRenderer } from "electron";
import type {
  Answer,
  InvokeChannel,
  InvokeOutput,
  LatchkeyBridge,
  PushChannel,
  Pushed,
} from "../shared/contract.ts";

const call =
  <Channel extends InvokeChannel>(channel: Channel) =>
  (): Promise<Answer<InvokeOutput<Channel>>> =>
    ipcRenderer.invoke(channel, {}) as Promise<Answer<InvokeOutput<Channel>>>;

const listen =
  <Channel extends PushChannel>(channel: Channel) =>
  (listener: (pushed: Pushed<Channel>) => void): (() => void) => {
    const onPush = (_event: unknown, pushed: Pushed<Channel>): void => listener(pushed);
    ipcRenderer.on(channel, onPush);
    return () => void ipcRenderer.off(channel, onPush);
  };

const bridge: LatchkeyBridge = {
  getState: call("app:get-state"),
  retry: call("app:retry"),
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
  onState: listen("app:state"),
};

contextBridge.exposeInMainWorld("latchkey", bridge);
