/** Every section of the configuration window in every state: how it comes about, and what a person then reads. */
import { dialogScenes, egressScenes, inspectorScenes } from "./configuration-action-scenes.ts";
import { exportScenes, formScenes } from "./configuration-form-scenes.ts";
import { nothing } from "./configuration-states.ts";
import type { ConfigurationScene } from "./configuration-states.ts";
import type { OpenConfiguration } from "./open-configuration.ts";

const broke: Record<string, ConfigurationScene> = {
  unavailable: {
    state: nothing,
    answers: { getState: "throws" },
    section: "",
    says: ["The configuration cannot be shown"],
  },
  starting: {
    state: nothing,
    answers: { getState: "never" },
    section: "",
    says: ["Reading the configuration…"],
  },
};

export const configurationScenes: Readonly<Record<string, ConfigurationScene>> = {
  ...formScenes,
  ...exportScenes,
  ...egressScenes,
  ...inspectorScenes,
  ...dialogScenes,
  ...broke,
};

/** Brings a window that has just opened into the scene. */
export async function enter(window: OpenConfiguration, scene: ConfigurationScene): Promise<void> {
  if (scene.section !== "") await window.goTo(scene.section);
  await scene.prepare?.(window);
  await window.settled();
}
