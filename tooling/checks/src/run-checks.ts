/** Runs checks one after the other and says what each found. */

/** One thing to repair. */
export interface Finding {
  /** Relative to the repository, with `/`. */
  readonly file?: string;
  /** Counted from 1. */
  readonly line?: number;
  readonly message: string;
  /** Became true by the calendar alone, so that a commit that was good once would fail: a warning, unless asked for by name. */
  readonly byDate?: true;
}

export interface Check {
  readonly name: string;
  /** Whether the check reads `dist`. */
  readonly needsBuild: boolean;
  /** @param root the absolute path of the repository. */
  run(root: string): Promise<readonly Finding[]>;
}

export interface CheckResult {
  readonly name: string;
  readonly passed: boolean;
  readonly seconds: number;
  readonly findings: readonly Finding[];
}

export interface RunOptions {
  readonly root: string;
  /** Whether the checks were asked for by name. */
  readonly areNamed: boolean;
  /** Builds the workspace; called at most once, and only when a check needs it. */
  readonly build: () => Promise<readonly Finding[]>;
  readonly onResult: (result: CheckResult) => void;
}

/** Runs `checks` in order; a check that throws has failed, and the next ones still run. */
export async function runChecks(
  checks: readonly Check[],
  options: RunOptions,
): Promise<readonly CheckResult[]> {
  const results: CheckResult[] = [];
  let build: readonly Finding[] | undefined;
  const findingsOf = async (check: Check): Promise<readonly Finding[]> => {
    if (!check.needsBuild) return check.run(options.root);
    const isFirst = build === undefined;
    build ??= await options.build();
    if (build.length === 0) return check.run(options.root);
    return isFirst ? build : [{ message: "Not checked: the build failed, see above." }];
  };
  for (const check of checks) {
    const start = performance.now();
    const findings = await findingsOf(check).catch(asFinding);
    const seconds = (performance.now() - start) / 1000;
    const passed = findings.every(({ byDate }) => byDate === true && !options.areNamed);
    const result = { name: check.name, passed, seconds, findings };
    results.push(result);
    options.onResult(result);
  }
  return results;
}

/** `ok   lint (0.9 s)` or `FAIL lint (0.9 s)`, followed by one indented line per finding; those that do not fail are warnings. */
export function renderResult({ name, passed, seconds, findings }: CheckResult): string {
  const head = `${passed ? "ok  " : "FAIL"} ${name} (${seconds.toFixed(1)} s)`;
  const prefix = passed ? "  warning: " : "  ";
  return [head, ...findings.map((finding) => `${prefix}${renderFinding(finding)}`), ""].join("\n");
}

export function renderSummary(results: readonly CheckResult[]): string {
  const passed = results.filter((result) => result.passed).length;
  return `${passed} passed, ${results.length - passed} failed\n`;
}

function renderFinding({ file, line, message }: Finding): string {
  const place = [file, line].filter((part) => part !== undefined).join(":");
  const text = message.replaceAll("\n", "\n    ");
  return place === "" ? text : `${place} ${text}`;
}

function asFinding(error: unknown): readonly Finding[] {
  return [{ message: `The check itself failed: ${error instanceof Error ? error.message : String(error)}` }];
}
