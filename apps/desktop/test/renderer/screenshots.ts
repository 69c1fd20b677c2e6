/** Takes a picture of every state of both windows, light and dark: `pnpm --filter @latchkey/desktop screenshots [FOLDER [SCALE]]`. */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { photographConfiguration } from "./configuration-screenshots.ts";
import { buildRenderer } from "./support/bundle.ts";
import { startChromium } from "./support/chromium.ts";
import { openWindow } from "./support/open-window.ts";
import { scenes } from "./support/scenes.ts";

const [folder = join(import.meta.dirname, "../../../../docs/screenshots"), scale = "1"] =
  process.argv.slice(2);
/** Zooming is the same window with fewer and larger pixels. */
const zoom = Number(scale);
const viewport = { width: Math.round(800 / zoom), height: Math.round(640 / zoom) };

mkdirSync(folder, { recursive: true });
const bundle = await buildRenderer();
await using browser = await startChromium();
for (const colorScheme of ["light", "dark"] as const) {
  const look = { colorScheme, viewport, deviceScaleFactor: zoom, reducedMotion: "reduce" } as const;
  await using window = await openWindow(browser, bundle, { screen: { name: "starting" } }, look);
  for (const [name, { state }] of Object.entries(scenes)) {
    await window.push(state);
    await window.page.screenshot({ path: join(folder, `${name}-${colorScheme}.png`), fullPage: true });
  }
}
await photographConfiguration(browser, bundle, { folder, zoom, width: 1024 });
