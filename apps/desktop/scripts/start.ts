/**
 * `pnpm start [--mock] [--debug]`: runs the built app in Electron, or with `DESKTOP_HOST=chromium` the same bundles in the
 * Chromium host. `--mock` brings a stand-in for AWS and a policy for it; the browser's part is on the mock's pages.
 */
import { buildSeed, defaultPassword, startMockIdentityCenter } from "@latchkey/mock-identity-center";
import { execFile, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { launchDesktop } from "../e2e/desktop.ts";
import { chosenHost, electronBinary } from "../e2e/hosts/chosen-host.ts";
import type { DevelopmentSetup } from "../src/main/shell/development-setup.ts";
import { NODE_VARIABLE } from "../src/main/shell/worker-program.ts";

const PERSON = "ada.lovelace";
const ROOT = join(import.meta.dirname, "..");

const { values } = parseArgs({
  options: { mock: { type: "boolean", default: false }, debug: { type: "boolean", default: false } },
});

const environment = process.env["DESKTOP_HOST"] ?? "";
if (environment === "" && electronBinary() === undefined) {
  process.stderr.write(
    "Electron's binary is not here. Run `pnpm --filter @latchkey/desktop exec install-electron`, or DESKTOP_HOST=chromium pnpm start.\n",
  );
  process.exit(1);
}

// Ctrl-C reaches the app as well, which ends; then this cleans up.
process.on("SIGINT", () => undefined);

const folder = mkdtempSync(join(tmpdir(), "latchkey-start-"));
try {
  const words = [...(values.mock ? [await mockSetup()] : []), ...(values.debug ? ["--debug"] : [])];
  process.exitCode = await run(words);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
process.exit();

/** @returns the argument that hands it to the app. */
async function mockSetup(): Promise<string> {
  const identity = {
    startUrl: "https://acme.awsapps.com/start",
    region: "us-east-1",
    accountId: "111122223333",
    roleName: "BedrockInference",
  };
  const model = "us.anthropic.claude-sonnet-4-20250514-v1:0";
  const mock = await startMockIdentityCenter({
    seed: buildSeed({ ...identity, bedrockModels: [model], bedrockRegion: "us-west-2", userName: PERSON }),
  });
  const policy = join(folder, "managed-settings.json");
  writeFileSync(
    policy,
    JSON.stringify({
      inferenceProvider: "bedrock",
      inferenceBedrockRegion: "us-west-2",
      inferenceBedrockSsoStartUrl: identity.startUrl,
      inferenceBedrockSsoRegion: identity.region,
      inferenceBedrockSsoAccountId: identity.accountId,
      inferenceBedrockSsoRoleName: identity.roleName,
      inferenceModels: [model],
    }),
  );
  const { oidcUrl: oidc, portalUrl: portal, bedrockUrl: bedrock, url } = mock;
  const setup: DevelopmentSetup = {
    policy,
    endpoints: { oidc, portal, bedrock, verificationOrigins: [new URL(url).origin] },
    keyStore: "memory",
  };
  const file = join(folder, "setup.json");
  writeFileSync(file, JSON.stringify(setup));
  process.stdout.write(
    `Mock of Identity Center: ${url} (sign in as ${PERSON}, password ${defaultPassword})\n`,
  );
  return `--development-setup=${file}`;
}

async function run(words: readonly string[]): Promise<number> {
  if (chosenHost() === "electron") {
    const env = { ...process.env, [NODE_VARIABLE]: process.execPath };
    const child = spawn(electronBinary() ?? "", [ROOT, ...words], { stdio: "inherit", env });
    return new Promise((resolve) => child.once("exit", (code) => resolve(code ?? 1)));
  }
  const isHeaded = process.platform !== "linux" || (process.env["DISPLAY"] ?? "") !== "";
  if (!isHeaded) process.stdout.write("There is no display: the window is not visible.\n");
  process.stdout.write("Running in the Chromium host. Close the window or press Ctrl-C to end it.\n");
  let next: readonly string[] | undefined = words;
  let code: number | null = null;
  while (next !== undefined) {
    const given: readonly string[] = next;
    next = undefined;
    const { exited } = await launchDesktop({
      userData: join(folder, "data"),
      arguments: given,
      isHeaded,
      onOpened: openBrowser,
      onRelaunch: (relaunched) => (next = relaunched),
    });
    code = await exited;
    if (next !== undefined) process.stdout.write("The app starts again.\n");
  }
  return code ?? 1;
}

/** The host opens nothing by itself; a person wants to see the page. */
function openBrowser(url: string): void {
  process.stdout.write(`The app opens ${url}\n`);
  const program = { darwin: "open", win32: "explorer" }[process.platform as string] ?? "xdg-open";
  execFile(program, [url], () => undefined);
}
