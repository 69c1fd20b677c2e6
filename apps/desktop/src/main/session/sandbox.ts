/** The one seam between a session and whatever confines its processes. */
import type { ChildProcessByStdio } from "node:child_process";
import type { Readable, Writable } from "node:stream";

export type SandboxedProcess = ChildProcessByStdio<Writable, Readable, Readable>;

export interface SandboxCommand {
  /** An absolute path. */
  readonly program: string;
  readonly arguments: readonly string[];
  /** Files outside the working folder that the process must be able to read, besides its program. */
  readonly readable: readonly string[];
  /** The whole environment of the process. Never part of a command line. */
  readonly environment: Readonly<Record<string, string>>;
  /** The private working folder: current directory, and the only place where the process may write. */
  readonly workingFolder: string;
}

export interface Sandbox {
  readonly kind: "sandbox-runtime" | "none";
  /** Any program: the worker, or an agent of the team's own. */
  spawn(command: SandboxCommand): Promise<SandboxedProcess>;
  /** Ends what is still running and releases the sandbox's own resources. */
  close(): Promise<void>;
}

export interface SandboxOptions {
  /** The only destinations reachable from inside: `host:port`, or `*.example.com`; see `sandboxEgress`. */
  readonly egress: readonly string[];
  /** Folders that must look empty from inside, such as the vault's. */
  readonly hidden: readonly string[];
  /** A proxy through which the sandbox's own goes out; that of the app's environment is never used. */
  readonly proxy?: { readonly http?: string; readonly https?: string; readonly noProxy?: string };
}

export type OpenSandbox = (options: SandboxOptions) => Promise<SandboxResult>;

export type SandboxResult =
  | { readonly status: "ready"; readonly sandbox: Sandbox }
  | { readonly status: "unavailable"; readonly message: string };
