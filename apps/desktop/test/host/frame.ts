/** Electron's `WebFrameMain`, as far as a sender check needs it. */
export class HostFrame {
  url = "about:blank";
  /** Chromium's id of the isolated world in it; 0 while there is none. */
  contextId = 0;
  readonly frameId: string;
  readonly parent: HostFrame | null;

  constructor(frameId: string, parent: HostFrame | null) {
    this.frameId = frameId;
    this.parent = parent;
  }

  get top(): HostFrame {
    return this.parent?.top ?? this;
  }
}
