/** Everything about a machine that the core does not find out by itself. */
import type { RequestHandlerLike } from "@latchkey/oidc-device-flow";
import type { PolicyPrecedence, PolicySource } from "@latchkey/policy-reader";
import type { KeyStore } from "@latchkey/token-vault";
import type { Clock } from "./clock.ts";
import type { Log } from "./log.ts";
import type { OpenSandbox, SandboxOptions } from "./session/sandbox.ts";

/** Where a stand-in for AWS listens. */
export interface EndpointOverrides {
  readonly oidc: string;
  readonly portal: string;
  readonly bedrock: string;
  /** Origins that the verification address may have, for example `http://127.0.0.1:4000`. */
  readonly verificationOrigins: readonly string[];
}

export interface AppSettings {
  readonly policySources: readonly PolicySource[];
  /** Which source wins; `machine-exclusive` unless given. Belongs to the sources. */
  readonly policyPrecedence?: PolicyPrecedence;
  /** The path of this computer's own configuration, which counts only where the sources set nothing. */
  readonly localPolicy?: string;
  /** The app's own folder, which holds the vault and the log. */
  readonly dataFolder: string;
  readonly keyStore: KeyStore;
  readonly clock: Clock;
  readonly log: Log;
  /** The app's own environment; a session inherits the allow-listed part of it. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly isPackaged: boolean;
  /** Accepted only when the app is not packaged. */
  readonly endpoints?: EndpointOverrides;
  /** How AWS is reached; over Node's own network stack unless given. */
  readonly requestHandler?: RequestHandlerLike;
  readonly openExternal: (uri: string) => Promise<void>;
  readonly openSandbox: OpenSandbox;
  /** The proxy through which sessions reach an address; directly unless given. */
  readonly proxyFor?: (address: URL) => Promise<SandboxOptions["proxy"]>;
  /** A Node.js program, which Electron's own is not in a packaged app, and the worker's bundle; both as plain files. */
  readonly worker: { readonly program: string; readonly script: string };
}

/** The name that Identity Center shows a person who is asked to allow access. */
export const CLIENT_NAME = "Latchkey";
