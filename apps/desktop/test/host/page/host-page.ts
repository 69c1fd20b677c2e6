/** What the host puts before its two page scripts. */
export interface HostPage {
  /** The name of one event and of one binding, new for every run: a page cannot guess it. */
  readonly nonce: string;
  readonly binding: string;
  /** Electron's `process` in a sandboxed preload script. */
  readonly process: Readonly<Record<string, unknown>>;
}

/** From the isolated world to the host. */
export type FromPage =
  | { readonly type: "invoke"; readonly id: number; readonly channel: string; readonly text: string }
  | { readonly type: "send"; readonly channel: string; readonly text: string }
  | { readonly type: "preload-failed"; readonly message: string };

/** From the host to the isolated world. */
export type ToPage =
  | { readonly type: "reply"; readonly id: number; readonly isError: boolean; readonly text: string }
  | { readonly type: "event"; readonly channel: string; readonly text: string };
