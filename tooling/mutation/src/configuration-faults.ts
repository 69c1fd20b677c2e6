/** Ways to loosen the configuration window, the sign-out and the package, and the tests that notice each. */
import type { Fault } from "./fault.ts";

const configuration = (name: string): string => `src/main/configuration/${name}.ts`;

const register = "registerInvokes((channel, listener) => ipcMain.handle(channel, listener), {\n    ";
/** Whoever asks passes for the window. */
const registerForAll =
  "registerInvokes((channel, listener) => ipcMain.handle(channel, ({ senderFrame }, ...input) => listener({ sender: window?.webContents as never, senderFrame }, ...input)), {\n    ";

export const CONFIGURATION_FAULTS: readonly Fault[] = [
  {
    name: "configuration-answers-the-main-window",
    area: "channels",
    file: "src/main/electron/configuration-window.ts",
    find: `${register}invokes: configurationInvokes,`,
    replace: `${registerForAll}invokes: configurationInvokes,`,
    caughtBy: [
      "row 17: neither window may call the other's channels",
      "the preload script of configuration is refused",
    ],
  },
  {
    name: "main-answers-the-configuration-window",
    area: "channels",
    file: "src/main/electron/open-app.ts",
    find: `${register}invokes,`,
    replace: `${registerForAll}invokes,`,
    caughtBy: [
      "row 17: neither window may call the other's channels",
      "the preload script of index is refused",
    ],
  },
  {
    name: "token-in-an-answer",
    area: "configuration",
    file: "src/shared/configuration-schema.ts",
    find: "export const checkedSchema = z.strictObject({",
    replace: "export const checkedSchema = z.looseObject({",
    and: {
      file: configuration("examine-draft"),
      find: "    mode: decision.mode,\n",
      replace:
        '    mode: decision.mode,\n    ...("bearerToken" in decision ? { token: decision.bearerToken.reveal() } : {}),\n',
    },
    caughtBy: ["no answer, push, line of the log or copied text has a secret"],
  },
  {
    name: "preview-shows-secrets",
    area: "configuration",
    file: configuration("export-file"),
    find: "const shown = exportFile(policy, { ...choices, includeSecrets: false });",
    replace: "const shown = exportFile(policy, choices);",
    caughtBy: [
      "is the file without its secrets",
      "no answer, push, line of the log or copied text has a secret",
    ],
  },
  {
    name: "own-file-for-everybody",
    area: "configuration",
    file: configuration("write-file"),
    find: "isPrivate ? 0o600 : 0o666",
    replace: "isPrivate ? 0o644 : 0o666",
    caughtBy: [
      "writes the file for this user alone",
      "is the file without its secrets",
      "exports the draft to where the dialog says",
      "applying starts the app again",
    ],
  },
  {
    name: "secret-without-consent",
    area: "configuration",
    file: configuration("local-policy"),
    find: `scope: "user", includeSecrets });`,
    replace: `scope: "user", includeSecrets: true });`,
    caughtBy: ["writes a secret only with consent"],
  },
  {
    name: "applies-under-management",
    area: "configuration",
    file: configuration("local-policy"),
    find: `if (origin !== "managed") return [];`,
    replace: "if (origin !== undefined) return [];",
    caughtBy: [
      "is refused while management has",
      "looks again: management that came since",
      "is told when management comes; then applying is refused",
      // What was applied ends the app under the next test.
      "closing it leaves the app running",
    ],
  },
  {
    name: "own-file-before-management",
    area: "configuration",
    file: configuration("policy-in-force"),
    find: "const snapshot = await readPolicy(places.policySources, readOptions(places));",
    replace:
      "const own = await readPolicy([], readOptions(places)); const snapshot = own.entries.length > 0 ? own : await readPolicy(places.policySources, readOptions(places));",
    caughtBy: [
      "own file present: bearer-token managed",
      "own file present: inactive managed",
      "own file present: config-error managed",
      "own file present: unknown managed",
      "a managed policy wins over the own file",
      "is refused while management has",
    ],
  },
  {
    name: "own-file-of-others",
    area: "configuration",
    file: configuration("own-policy-source"),
    find: "(mode & WRITABLE_BY_OTHERS) === 0",
    replace: "mode !== undefined",
    caughtBy: ["an own file that somebody else could have written does not count"],
  },
  {
    name: "stopped-test-goes-on",
    area: "configuration",
    file: configuration("configuration-controller"),
    find: `      if (own.signal.aborted) throw new NotNow("The test was stopped");\n      return reachability`,
    replace: "      return reachability",
    caughtBy: ["a reachability test that is stopped while the policy is still read asks no host"],
  },
  {
    name: "session-outlives-the-sign-out",
    area: "work",
    file: "src/main/sign-out.ts",
    find: `  await sessions?.end("signed-out");\n`,
    replace: "",
    caughtBy: ["goes with a sign-out during an answer"],
  },
  {
    name: "sign-in-for-nobody",
    area: "work",
    file: "src/main/shell/sign-in-page.ts",
    find: `if (isAbandoned) offer("first-use");\n        else begin();`,
    replace: "begin();",
    caughtBy: ["a window that closes while another account is asked for"],
  },
  {
    name: "quit-before-the-sign-out",
    area: "work",
    file: "src/main/shell/app-controller.ts",
    find: "await Promise.allSettled([launched.work?.quit(), signingOut]);",
    replace: "await launched.work?.quit();",
    caughtBy: ["a quit in the middle of a sign-out waits for its end"],
  },
  {
    name: "electron-runs-as-node",
    area: "packaging",
    file: "packaging/fuses.ts",
    find: "RunAsNode: false",
    replace: "RunAsNode: true",
    caughtBy: [
      "row 19: the fuses of",
      "row 19: Linux has no check of the archive",
      "row 19: every fuse that the library knows",
    ],
  },
];
