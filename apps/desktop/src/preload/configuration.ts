/** The configuration window's bridge: one function per call, and data only. */
import { contextBridge } from "electron";
import type {
  ConfigurationBridge,
  configurationInvokes,
  configurationPushes,
} from "../shared/configuration-contract.ts";
import { callsOf, listensTo } from "./bridge.ts";

const call = callsOf<typeof configurationInvokes>();
const listen = listensTo<typeof configurationPushes>();

const bridge: ConfigurationBridge = {
  getState: call("configuration:get-state"),
  reload: call("configuration:reload"),
  check: call("configuration:check"),
  previewExport: call("configuration:preview-export"),
  saveExport: call("configuration:save-export"),
  egress: call("configuration:egress"),
  copyEgress: call("configuration:copy-egress"),
  saveEgress: call("configuration:save-egress"),
  testReachability: call("configuration:test-reachability"),
  stopReachability: call("configuration:stop-reachability"),
  testConnection: call("configuration:test-connection"),
  copyReport: call("configuration:copy-report"),
  apply: call("configuration:apply"),
  removeLocal: call("configuration:remove-local"),
  onState: listen("configuration:state"),
  onReachability: listen("configuration:reachability"),
};

contextBridge.exposeInMainWorld("latchkey", bridge);
