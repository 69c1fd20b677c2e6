/** What the launcher tells the host. */
export interface HostOptions {
  readonly userData: string;
  readonly executable: string;
  readonly isHeaded: boolean;
  /** What `app.isPackaged` says. */
  readonly isPackaged: boolean;
  readonly electronVersion: string;
  /** Whether the desktop has a keyring for `safeStorage`; without one Chromium seals with a key that everybody knows. */
  readonly hasKeyring: boolean;
}

/** In one environment variable, which the app does not see. */
export const OPTIONS_VARIABLE = "LATCHKEY_HOST_OPTIONS";
