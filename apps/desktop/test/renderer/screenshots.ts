/**
 * Takes a picture of every scene of both windows, light and dark: `pnpm --filter @latchkey/desktop screenshots [FOLDER [SCALE]]`.
 * Pictures of scenes that are gone are removed, and a picture whose pixels have not changed is not written again.
 */
import { mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { photographConfiguration } from "./configuration-screenshots.ts";
import { buildRenderer } from "./support/bundle.ts";
import { startChromium } from "./support/chromium.ts";
import { openWindow } from "./support/open-window.ts";
import { takePicture } from "./support/picture.ts";
import { scenes } from "./support/scenes.ts";

const [folder = join(import.meta.dirname, "../../../../docs/screenshots"), scale = "1"] =
  process.argv.slice(2);
/** Zooming is the same window with fewer and larger pixels. */
const zoom = Number(scale);
const viewport = { width: Math.round(800 / zoom), height: Math.round(640 / zoom) };

mkdirSync(folder, { recursive: true });
const bundle = await buildRenderer();
const taken = new Set<string>();
const changed: string[] = [];
const take: typeof takePicture = async (page, path, options) => {
  taken.add(path);
  const isNew = await takePicture(page, path, options);
  if (isNew) changed.push(path);
  return isNew;
};
{
  await using browser = await startChromium();
  for (const colorScheme of ["light", "dark"] as const) {
    const look = { colorScheme, viewport, deviceScaleFactor: zoom, reducedMotion: "reduce" } as const;
    await using window = await openWindow(browser, bundle, { screen: { name: "starting" } }, look);
    for (const [name, { state }] of Object.entries(scenes)) {
      await window.push(state);
      await take(window.page, join(folder, `${name}-${colorScheme}.png`), { fullPage: true });
    }
  }
  await photographConfiguration(browser, bundle, { folder, zoom, width: 1024, take });
}
const gone = readdirSync(folder)
  .filter((name) => name.endsWith(".png"))
  .map((name) => join(folder, name))
  .filter((path) => !taken.has(path));
for (const path of gone) rmSync(path);
process.stdout.write(
  `${taken.size} pictures, ${changed.length} of them new or changed; ${gone.length} removed.\n`,
);
