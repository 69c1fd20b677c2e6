/** The configuration window's side of the app: what it shows, and what a person can do in it. Has nothing of Electron. */
import {
  describePolicy,
  egressRequirements,
  formatEgress,
  formatPolicyReport,
} from "@latchkey/policy-reader";
import type { EgressRequirements } from "@latchkey/policy-reader";
import type {
  Applied,
  Checked,
  ConfigurationState,
  ConnectionTest,
  Draft,
  EgressView,
  ExportRequest,
  Preview,
  Reachability,
  Saved,
} from "../../shared/configuration-schema.ts";
import type { AppSettings } from "../app-settings.ts";
import type { Fetch } from "../shell/fetch-request-handler.ts";
import { NotNow } from "../shell/ipc.ts";
import { configurationState } from "./configuration-state.ts";
import type { ConfirmProgram } from "./confirm-program.ts";
import { checkPolicy, examineDraft } from "./examine-draft.ts";
import type { ExaminedPolicy } from "./examine-draft.ts";
import { previewExport, saveAs, saveExport } from "./export-file.ts";
import type { ChooseFile } from "./export-file.ts";
import { keptValues } from "./kept-values.ts";
import { applyLocally, removeLocalPolicy } from "./local-policy.ts";
import type { LocalPlaces } from "./local-policy.ts";
import { readPolicyInForce } from "./policy-in-force.ts";
import type { PolicyInForce } from "./policy-in-force.ts";
import { exportableValues } from "./policy-values.ts";
import { createReachabilityTest } from "./reachability.ts";
import { testConnection } from "./test-connection.ts";

export interface ConfigurationServices {
  readonly settings: LocalPlaces & Pick<AppSettings, "endpoints" | "log">;
  readonly platform: NodeJS.Platform;
  readonly fetch: Fetch;
  readonly chooseFile: ChooseFile;
  readonly confirmProgram: ConfirmProgram;
  readonly writeClipboard: (text: string) => void | Promise<void>;
  /** Starts the app again, once the answer is on its way. */
  readonly relaunch: () => void;
  readonly onState: (state: ConfigurationState) => void;
  readonly onReachability: (result: Reachability) => void;
}

export interface ConfigurationController {
  state(): Promise<ConfigurationState>;
  /** Reads the policy again, and tells the window. */
  reload(): Promise<void>;
  check(draft: Draft): Promise<Checked>;
  previewExport(request: ExportRequest): Promise<Preview>;
  saveExport(request: ExportRequest): Promise<Saved>;
  egress(draft: Draft): Promise<EgressView>;
  copyEgress(draft: Draft): Promise<void>;
  saveEgress(draft: Draft): Promise<Saved>;
  /** @throws {NotNow} when it is stopped, the window closes or another test begins before its first request. */
  testReachability(draft: Draft): Promise<number>;
  stopReachability(): void;
  /** @throws {NotNow} when the window closes meanwhile, or another test begins. */
  testConnection(draft: Draft): Promise<ConnectionTest>;
  copyReport(): Promise<void>;
  apply(draft: Draft, includeSecrets: boolean): Promise<Applied>;
  removeLocal(): Promise<Applied>;
  /** Stops every test, and forgets what was read. */
  windowClosed(): void;
}

const EGRESS_FILE = "latchkey-egress.txt";

export function createConfigurationController(services: ConfigurationServices): ConfigurationController {
  const { settings, platform, fetch, chooseFile, writeClipboard, relaunch } = services;
  const reachability = createReachabilityTest({ fetch, onResult: services.onReachability });
  let reading: Promise<PolicyInForce> | undefined;
  let connecting: AbortController | undefined;
  let reaching: AbortController | undefined;

  const read = (): Promise<PolicyInForce> => (reading = readPolicyInForce(settings));
  const inForce = (): Promise<PolicyInForce> => reading ?? read();

  /** Under management the form shows what is in force and cannot change it, so that is what counts: secrets included. */
  const examine = async (draft: Draft): Promise<ExaminedPolicy> => {
    const now = await inForce();
    const { origin, snapshot, decision } = now;
    if (origin !== "managed") return examineDraft(draft, keptValues(now, draft));
    return { snapshot, decision, values: exportableValues(snapshot), problems: [] };
  };
  const egressOf = async (draft: Draft): Promise<EgressRequirements> => {
    const { snapshot, decision } = await examine(draft);
    return egressRequirements(snapshot, decision);
  };
  /** Also a test that is still reading the policy. */
  const stopReachability = (): void => {
    reaching?.abort();
    reachability.stop();
  };
  const relaunchIf = (result: Applied): Applied => {
    settings.log.info({ status: result.status }, "this computer's own configuration was to change");
    if (result.status === "applied") {
      reading = undefined;
      relaunch();
    }
    return result;
  };

  return {
    state: async () => configurationState(await read(), platform),
    async reload() {
      services.onState(configurationState(await read(), platform));
    },
    check: async (draft) => checkPolicy(await examine(draft)),
    previewExport: async ({ values, ...choices }) => previewExport(await examine(values), choices),
    saveExport: async ({ values, ...choices }) => saveExport(await examine(values), choices, chooseFile),
    async egress(draft) {
      const { hosts, sandboxHosts, notes } = await egressOf(draft);
      return {
        hosts: hosts.map((host) => ({ ...host, neededFor: [...host.neededFor] })),
        sandboxHosts: [...sandboxHosts],
        notes: [...notes],
      };
    },
    copyEgress: async (draft) => writeClipboard(formatEgress(await egressOf(draft))),
    async saveEgress(draft) {
      const bytes = new TextEncoder().encode(formatEgress(await egressOf(draft)));
      return saveAs(EGRESS_FILE, bytes, { isPrivate: false }, chooseFile);
    },
    async testReachability(draft) {
      reaching?.abort();
      const own = (reaching = new AbortController());
      const { hosts } = await egressOf(draft);
      if (own.signal.aborted) throw new NotNow("The test was stopped");
      return reachability.start(hosts);
    },
    stopReachability,
    async testConnection(draft) {
      connecting?.abort();
      const own = (connecting = new AbortController());
      const policy = await examine(draft);
      try {
        own.signal.throwIfAborted();
        return await testConnection(policy, { fetch, standIn: settings.endpoints?.bedrock }, own.signal);
      } catch (error) {
        if (own.signal.aborted) throw new NotNow("The test was stopped");
        throw error;
      }
    },
    async copyReport() {
      const { snapshot, decision } = await inForce();
      await writeClipboard(formatPolicyReport(describePolicy(snapshot, decision, { includeUnset: true })));
    },
    async apply(draft, includeSecrets) {
      await read();
      return relaunchIf(
        await applyLocally(settings, await examine(draft), includeSecrets, services.confirmProgram),
      );
    },
    removeLocal: async () => relaunchIf(await removeLocalPolicy(settings)),
    windowClosed() {
      stopReachability();
      connecting?.abort();
      reading = undefined;
    },
  };
}
