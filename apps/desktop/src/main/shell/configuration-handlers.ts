/** What each channel of the configuration window does. */
import type { configurationInvokes } from "../../shared/configuration-contract.ts";
import type { ConfigurationController } from "../configuration/configuration-controller.ts";
import type { HandlersOf } from "./ipc.ts";

export function configurationHandlers(
  configuration: ConfigurationController,
): HandlersOf<typeof configurationInvokes> {
  return {
    "configuration:get-state": () => configuration.state(),
    "configuration:reload": () => done(configuration.reload()),
    "configuration:check": ({ values }) => configuration.check(values),
    "configuration:preview-export": (request) => configuration.previewExport(request),
    "configuration:save-export": (request) => configuration.saveExport(request),
    "configuration:egress": ({ values }) => configuration.egress(values),
    "configuration:copy-egress": ({ values }) => done(configuration.copyEgress(values)),
    "configuration:save-egress": ({ values }) => configuration.saveEgress(values),
    "configuration:test-reachability": async ({ values }) => ({
      run: await configuration.testReachability(values),
    }),
    "configuration:stop-reachability": () => done(configuration.stopReachability()),
    "configuration:test-connection": ({ values }) => configuration.testConnection(values),
    "configuration:copy-report": () => done(configuration.copyReport()),
    "configuration:apply": ({ values, includeSecrets }) => configuration.apply(values, includeSecrets),
    "configuration:remove-local": () => configuration.removeLocal(),
  };
}

async function done(work: void | Promise<void>): Promise<Record<string, never>> {
  await work;
  return {};
}
