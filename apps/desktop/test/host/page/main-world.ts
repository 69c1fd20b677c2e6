/** In the page's own world, before its first script: takes what the preload script exposes, and leaves nothing else behind. */
import type { HostPage } from "./host-page.ts";
import { createPeer } from "./peer.ts";

declare const HOST_PAGE: HostPage;

if (window === window.top) {
  const onElement = (event: Event): void => {
    event.stopImmediatePropagation();
    createPeer({
      element: (event as MouseEvent).relatedTarget as Element,
      outgoing: "from-main",
      incoming: "from-isolated",
      onExpose: (name, api) =>
        Object.defineProperty(window, name, {
          value: deepFreeze(api),
          enumerable: true,
          writable: false,
          configurable: false,
        }),
    });
  };
  addEventListener(HOST_PAGE.nonce, onElement, { once: true, capture: true });
}

function deepFreeze(value: unknown): unknown {
  if ((typeof value !== "object" && typeof value !== "function") || value === null) return value;
  for (const one of Object.values(value)) deepFreeze(one);
  return Object.freeze(value);
}
