/** Ways to loosen the shell that a review could overlook, and the tests that notice each. */

export interface Fault {
  readonly name: string;
  /** Relative to the app. */
  readonly file: string;
  /** Occurs exactly once. */
  readonly find: string;
  readonly replace: string;
  /** Parts of the titles of all tests that fail with it. */
  readonly caughtBy: readonly string[];
}

const electron = (name: string): string => `src/main/electron/${name}.ts`;
const shell = (name: string): string => `src/main/shell/${name}.ts`;

export const FAULTS: readonly Fault[] = [
  {
    name: "scripts-from-strings",
    file: shell("security-headers"),
    find: `"script-src 'self'"`,
    replace: `"script-src 'self' 'unsafe-eval'"`,
    // In the page, Trusted Types still stop it.
    caughtBy: ["row 7: every answer has the headers"],
  },
  {
    name: "no-trusted-types",
    file: shell("security-headers"),
    find: `  "require-trusted-types-for 'script'",\n`,
    replace: "",
    caughtBy: ["row 7: every answer has the headers", "an inline script, a script's text and markup"],
  },
  {
    name: "no-headers-on-404",
    file: shell("page-files"),
    find: 'const headers = { ...SECURITY_HEADERS, "Content-Type": "text/plain; charset=utf-8" };',
    replace: 'const headers = { "Content-Type": "text/plain; charset=utf-8" };',
    caughtBy: ["row 7: every answer has the headers"],
  },
  {
    name: "any-window-may-call",
    file: shell("ipc"),
    find: "    sender === own &&\n",
    replace: "",
    caughtBy: ["refuses every stranger", "another window with the same preload script is refused"],
  },
  {
    name: "any-address-may-call",
    file: shell("ipc"),
    find: "    senderFrame.parent === null &&\n    isOwnPage(senderFrame.url)",
    replace: "    senderFrame.parent === null",
    caughtBy: ["refuses every stranger"],
  },
  {
    name: "subframes-may-call",
    file: shell("ipc"),
    find: "    senderFrame.parent === null &&\n",
    replace: "",
    caughtBy: ["refuses every stranger"],
  },
  {
    name: "outputs-not-parsed",
    file: shell("ipc"),
    find: "value: schemas.out.parse(output)",
    replace: "value: output",
    caughtBy: ["an answer with a field that the contract does not have"],
  },
  {
    name: "popups-allowed",
    file: electron("guards"),
    find: `{ action: "deny" }`,
    replace: `{ action: "allow" }`,
    caughtBy: ["row 14", "row 1:"],
  },
  {
    name: "navigation-allowed",
    file: electron("guards"),
    find: "    event.preventDefault();\n",
    replace: "",
    caughtBy: ["row 13", "rows 11 and 12", "row 1:"],
  },
  {
    name: "permissions-granted",
    file: electron("guards"),
    find: "answer(false)",
    replace: "answer(true)",
    caughtBy: ["row 5"],
  },
  {
    name: "permission-checks-pass",
    file: electron("guards"),
    find: "setPermissionCheckHandler(() => false)",
    replace: "setPermissionCheckHandler(() => true)",
    caughtBy: ["row 5"],
  },
  {
    name: "unguarded-opener",
    file: shell("external-address"),
    find: "if (!mayOpenExternally(address, standIns)) throw",
    replace: 'if (address === "") throw',
    caughtBy: ["a refused address never reaches the operating system"],
  },
  {
    name: "suffix-hosts-open",
    file: shell("external-address"),
    find: "return portalPartition(url.hostname) !== undefined;",
    replace: "return /awsapps\\.com|amazonaws\\.com/.test(url.hostname);",
    caughtBy: [
      "is refused: https://acme.awsapps.com.evil",
      "is refused: https://device.sso.eu-west-1.amazonaws.com.evil",
      "is refused: https://acme-awsapps",
    ],
  },
  {
    name: "no-sandbox",
    file: electron("open-window"),
    find: "sandbox: true",
    replace: "sandbox: false",
    caughtBy: ["rows 4, 6, 8, 9, 10 and 11", "rows 2, 3, 4, 6 and 11"],
  },
  {
    name: "developer-tools-when-packaged",
    file: electron("open-window"),
    find: "devTools: !isPackaged",
    replace: "devTools: true",
    caughtBy: ["a packaged app has no developer tools"],
  },
  {
    name: "stand-ins-when-packaged",
    file: shell("development-setup"),
    find: "if (isPackaged) throw",
    replace: 'if (flag === "") throw',
    caughtBy: ["a packaged app does not start with a development setup"],
  },
  {
    name: "many-instances",
    file: electron("index"),
    find: "if (app.requestSingleInstanceLock()) run();",
    replace: "if (app.requestSingleInstanceLock() || isPackaged === false) run();",
    caughtBy: ["a second start ends with 0"],
  },
  {
    name: "log-for-everybody",
    file: shell("log-file"),
    find: "0o600",
    replace: "0o644",
    caughtBy: [
      "only this user can read it",
      "at the cap the file is put aside",
      "no secret is in the states",
    ],
  },
];
