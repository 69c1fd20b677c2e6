/**
 * `pnpm --filter @latchkey/desktop package`: stages the app, packs it with electron-builder, turns the fuses and reads back what
 * was packed. Says at once what is missing.
 */
import { existsSync, rmSync } from "node:fs";
import { join, relative } from "node:path";
import { parseArgs } from "node:util";
import { electronBinary, electronVersion } from "../e2e/hosts/chosen-host.ts";
import { ageProblem, endOfLifeProblem } from "../packaging/electron-support.ts";
import { OUTPUT, STAGED } from "../packaging/layout.ts";
import { HOMEPAGE_VARIABLE, MAINTAINER_VARIABLE, publisherProblem } from "../packaging/publisher.ts";
import { NODE_FOLDER_VARIABLE, shippedNode } from "../packaging/shipped-node.ts";
import { stageApp } from "../packaging/stage.ts";
import { thisMachine } from "../packaging/target.ts";
import type { Target, TargetPlatform } from "../packaging/target.ts";

const APP = join(import.meta.dirname, "..");

const USAGE = `Usage: pnpm --filter @latchkey/desktop package [--mac|--win|--linux] [--dir]

Packs the app for this machine's system and processor, into ${OUTPUT}, which is emptied first.

  --mac, --win, --linux  which system's package; on another system it fails
  --dir                  the app's folder only, no installer
  --help                 print this text

Needs what "pnpm build" makes, and Electron's binary. Environment variables:

  ${MAINTAINER_VARIABLE}         Linux, not with --dir: who answers for the deb, "Name <mail address>"
  ${HOMEPAGE_VARIABLE}           Linux, not with --dir: a page about the program, https
  ${NODE_FOLDER_VARIABLE}  macOS, Windows: the folder of nodejs.org's distribution that the worker runs on
  Those that sign and notarise:  docs/packaging.md

Exit status: 0 packed and verified, 1 not packed, 2 wrong arguments.
`;

const OPTIONS = { mac: "darwin", win: "win32", linux: "linux" } as const;
/** electron-builder's names. */
const BUILDER = { darwin: "MAC", linux: "LINUX", win32: "WINDOWS" } as const;

process.exitCode = await main(process.argv.slice(2));

async function main(words: readonly string[]): Promise<number> {
  const asked = commandLine(words);
  if (asked === undefined) {
    process.stderr.write(USAGE);
    return 2;
  }
  if (asked.help) {
    process.stdout.write(USAGE);
    return 0;
  }
  try {
    const target = thisMachine();
    const problem = whyNot(target, asked);
    if (problem !== undefined) throw new Error(problem);
    await packageApp(target, asked.dir);
    return 0;
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    return 1;
  }
}

interface Asked {
  readonly platforms: readonly TargetPlatform[];
  readonly dir: boolean;
  readonly help: boolean;
}

function commandLine(words: readonly string[]): Asked | undefined {
  try {
    const { values } = parseArgs({
      args: words.filter((word) => word !== "--"),
      options: {
        mac: { type: "boolean" },
        win: { type: "boolean" },
        linux: { type: "boolean" },
        dir: { type: "boolean" },
        help: { type: "boolean", short: "h" },
      },
    });
    const names = Object.keys(OPTIONS) as (keyof typeof OPTIONS)[];
    const platforms = names.filter((name) => values[name] === true).map((name) => OPTIONS[name]);
    return { platforms, dir: values.dir === true, help: values.help === true };
  } catch {
    return undefined;
  }
}

/**
 * The first thing that is missing, and what to do; nothing slow has happened before it is said.
 *
 * @throws {Error} about the Node.js to ship.
 */
function whyNot(target: Target, { platforms, dir }: Asked): string | undefined {
  const { platform } = target;
  const foreign = platforms.find((other) => other !== platform);
  if (foreign !== undefined)
    return `A package for ${foreign} is made on ${foreign}: its native modules and Electron's binary are installed there.`;
  if (electronBinary() === undefined)
    return `Electron ${electronVersion} is not on this machine, and a package needs its binary. Get it with: pnpm --filter @latchkey/desktop exec install-electron`;
  if (!existsSync(join(APP, "dist/app/main/index.js"))) return "The app is not built. Run: pnpm build";
  shippedNode(target);
  return (
    (platform === "linux" && !dir ? publisherProblem(process.env) : undefined) ?? endOfLifeProblem(new Date())
  );
}

async function packageApp(target: Target, isFolderOnly: boolean): Promise<void> {
  const began = performance.now();
  const step = (what: string): void => {
    process.stdout.write(`[${((performance.now() - began) / 1000).toFixed(1).padStart(5)} s] ${what}\n`);
  };
  const old = ageProblem(new Date());
  if (old !== undefined) step(`warning: ${old}`);
  await stageApp({ target, output: join(APP, STAGED), onStep: step });
  rmSync(join(APP, OUTPUT), { recursive: true, force: true });
  step("packing with electron-builder");
  // Loaded only here: it takes longer than everything that is checked before.
  const [{ build, Platform }, { default: configuration }] = await Promise.all([
    import("electron-builder"),
    import("../electron-builder.config.ts"),
  ]);
  const platform = Platform[BUILDER[target.platform]];
  const files = await build({
    projectDir: APP,
    targets: isFolderOnly ? platform.createTarget("dir") : platform.createTarget(),
    config: configuration,
    publish: "never",
  });
  step("packed; fuses and files are as decided");
  for (const file of files) process.stdout.write(`${relative(process.cwd(), file)}\n`);
  if (isFolderOnly) process.stdout.write(`${relative(process.cwd(), join(APP, OUTPUT))}\n`);
}
