/** Every text of the configuration window, in English. A name in braces is filled in; translations keep these names. */
export const enConfiguration = {
  "window.title": "Configure third-party inference",
} as const;
