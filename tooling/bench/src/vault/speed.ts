/** The vault with a real Secret Service, beside keytar that stores the same text directly. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import type { Benchmark, Row } from "../benchmark.ts";

const INSTALL = "apt-get install -y --no-install-recommends gnome-keyring libsecret-1-0 dbus";
// The keyring's password goes to its standard input, as a desktop does it at sign-in.
const SESSION = `printf %s bench | XDG_DATA_HOME="$KEYRING" gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1 && exec "$NODE" "$PROGRAM" "$FOLDER"`;

export const vaultSpeed: Benchmark = {
  name: "vault",
  about: "reads and writes with a Secret Service, beside keytar that stores the same text; about a minute",
  async run(print) {
    const folder = mkdtempSync(join(tmpdir(), "latchkey-bench-"));
    try {
      for (const row of JSON.parse(await runSession(folder)) as readonly Row[]) print(row);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

/** @throws {Error} with the line that installs what is missing. */
async function runSession(folder: string): Promise<string> {
  const session = spawn("dbus-run-session", ["--", "sh", "-c", SESSION], {
    stdio: ["ignore", "pipe", "ignore"],
    env: {
      PATH: process.env["PATH"],
      HOME: folder,
      KEYRING: folder,
      NODE: process.execPath,
      PROGRAM: fileURLToPath(new URL("./session.ts", import.meta.url)),
      FOLDER: folder,
    },
  });
  const exit = once(session, "exit").catch(() => [1]);
  const output = await text(session.stdout).catch(() => "");
  const [code] = await exit;
  if (code === 0) return output;
  throw new Error(`The Secret Service could not be started. Run as root: ${INSTALL}`);
}
