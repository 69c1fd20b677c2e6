/** A folder laid out as Electron's, whose binary is no program and has a fuse wire: what packing needs of it. */
import { createPackage } from "@electron/asar";
import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** What @electron/fuses looks for in a binary. */
const SENTINEL = "dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX";
const WIRE_VERSION = 1;
const ON = "1";

/** @param wire a state for each fuse, in their order; all on when left out, so that each "off" has to be written. */
export async function standInElectron(folder: string, wire: string = ON.repeat(9)): Promise<string> {
  mkdirSync(join(folder, "locales"), { recursive: true });
  mkdirSync(join(folder, "resources"));
  const header = Buffer.from([WIRE_VERSION, wire.length]);
  const noise = Buffer.alloc(4096, "Electron");
  writeFileSync(
    join(folder, "electron"),
    Buffer.concat([noise, Buffer.from(SENTINEL), header, Buffer.from(wire), noise]),
  );
  for (const name of ["LICENSE", "LICENSES.chromium.html", "version"])
    writeFileSync(join(folder, name), "stand-in");
  writeFileSync(join(folder, "locales", "en-US.pak"), "stand-in");
  for (const name of ["electron", "chrome_crashpad_handler", "chrome-sandbox"]) {
    if (name !== "electron") writeFileSync(join(folder, name), "stand-in");
    chmodSync(join(folder, name), 0o755);
  }
  // Electron's own start page, which a package must not have.
  await createPackage(join(folder, "locales"), join(folder, "resources", "default_app.asar"));
  return folder;
}
