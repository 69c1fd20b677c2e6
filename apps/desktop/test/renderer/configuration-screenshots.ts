/** Takes a picture of every scene of the configuration window, light and dark, for `screenshots.ts`. */
import { join } from "node:path";
import type { Browser } from "playwright-core";
import type { Bundle } from "./support/bundle.ts";
import { configurationScenes, enter } from "./support/configuration-scenes.ts";
import { openConfiguration } from "./support/open-configuration.ts";
import type { takePicture } from "./support/picture.ts";

export interface ConfigurationPictures {
  readonly folder: string;
  /** Zooming is the same window with fewer and larger pixels. */
  readonly zoom: number;
  /** In pixels at a zoom of 1. */
  readonly width: number;
  readonly take: typeof takePicture;
}

export async function photographConfiguration(
  browser: Browser,
  bundle: Bundle,
  { folder, zoom, width, take }: ConfigurationPictures,
): Promise<void> {
  const viewport = { width: Math.round(width / zoom), height: Math.round(800 / zoom) };
  for (const [name, scene] of Object.entries(configurationScenes)) {
    const look = { viewport, deviceScaleFactor: zoom, reducedMotion: "reduce" } as const;
    const answers = scene.answers ?? {};
    await using window = await openConfiguration(browser, bundle, scene.state, { ...look, answers });
    await enter(window, scene);
    for (const colorScheme of ["light", "dark"] as const) {
      await window.page.emulateMedia({ colorScheme });
      await window.showAll(viewport);
      await take(window.page, join(folder, `configuration-${name}-${colorScheme}.png`));
    }
  }
}
