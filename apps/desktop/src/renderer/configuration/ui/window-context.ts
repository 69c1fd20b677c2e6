/** The model and the two ways to change it, for everything that is drawn of a configuration. */
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Ready } from "../model/model.ts";
import type { Store } from "../model/store.ts";

export interface WindowParts extends Store {
  readonly model: Ready;
}

export const WindowContext = createContext<WindowParts | undefined>(undefined);

/** @throws outside the window. */
export function useWindow(): WindowParts {
  const parts = useContext(WindowContext);
  if (parts === undefined) throw new Error("This is drawn outside the window.");
  return parts;
}
