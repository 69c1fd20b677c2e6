/** What the launcher tells the host. */
export interface HostOptions {
  readonly userData: string;
  readonly executable: string;
  readonly isHeaded: boolean;
  /** What `app.isPackaged` says. */
  readonly isPackaged: boolean;
  readonly electronVersion: string;
}

/** In one environment variable, which the app does not see. */
export const OPTIONS_VARIABLE = "LATCHKEY_HOST_OPTIONS";
