/** One way to loosen the desktop app, and what notices it. */

/** A place in a file. */
export interface Edit {
  /** Relative to the app. */
  readonly file: string;
  /** Occurs exactly once. */
  readonly find: string;
  readonly replace: string;
}

export interface Fault extends Edit {
  readonly name: string;
  /** Where one place alone would not do. */
  readonly and?: Edit;
  /** Which tests run; `shell` unless given. */
  readonly area?: Area;
  /** Parts of the titles of all tests of the area that fail with it. */
  readonly caughtBy: readonly string[];
}

/** Which test files run for a fault: words of their paths. Everything with every fault would take hours. */
export const AREAS = {
  units: ["src/main/shell", "src/main/electron", "test/sources"],
  shell: [
    "src/main/shell",
    "src/main/electron",
    "test/sources",
    "security",
    "callers",
    "instance",
    "secrets",
  ],
  configuration: ["test/configuration", "src/main/configuration", "configuration.spec"],
  channels: ["src/main/shell/ipc", "security", "callers", "configuration.spec"],
  work: ["test/work.test", "test/app-controller", "test/sign-out"],
  packaging: ["test/packaging/fuses"],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type Area = keyof typeof AREAS;

export const areaOf = ({ area = "shell" }: Fault): Area => area;

export const editsOf = ({ file, find, replace, and }: Fault): readonly Edit[] => [
  { file, find, replace },
  ...(and === undefined ? [] : [and]),
];
