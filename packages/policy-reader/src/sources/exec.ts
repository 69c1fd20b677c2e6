/** Runs a program without a shell: for `reg.exe`, and replaceable where there is no Windows. */
import { execFile } from "node:child_process";

export interface ExecOptions {
  readonly timeoutMs: number;
  readonly signal?: AbortSignal;
}

/**
 * Runs `program` and waits for its end. Rejects when it cannot be started, is ended by a signal or takes longer
 * than `timeoutMs`. What it prints is not kept: it is in the machine's language and code page.
 */
export type Exec = (
  program: string,
  args: readonly string[],
  options: ExecOptions,
) => Promise<{ readonly exitCode: number }>;

export const execProgram: Exec = (program, args, { timeoutMs, signal }) =>
  new Promise((resolve, reject) => {
    const options = { timeout: timeoutMs, windowsHide: true, shell: false, ...(signal && { signal }) };
    const child = execFile(program, args, options, (error) => {
      if (error === null) resolve({ exitCode: 0 });
      else if (typeof error.code === "number") resolve({ exitCode: error.code });
      else reject(error);
    });
    child.stdin?.end();
  });
