/** What a test may want to see that has no effect in the emulation. */
export interface HostRecord {
  /** The options of every window. */
  readonly windows: Electron.BrowserWindowConstructorOptions[];
  readonly schemes: Electron.CustomScheme[];
  readonly opened: string[];
  readonly errorBoxes: { readonly title: string; readonly content: string }[];
  /** Addresses that a page asked for and the app did not serve; each was refused. */
  readonly network: string[];
  readonly loaded: string[];
  readonly relaunches: (Electron.RelaunchOptions | undefined)[];
  isSandboxEnabled: boolean;
}

export const record: HostRecord = {
  windows: [],
  schemes: [],
  opened: [],
  errorBoxes: [],
  network: [],
  loaded: [],
  relaunches: [],
  isSandboxEnabled: false,
};
