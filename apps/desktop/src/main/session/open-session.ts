/**
 * A session from its credentials to an open sandbox: credentials → environment → sandbox. What runs in it, our worker or
 * a team's own agent, sees the same environment.
 */
import { buildSandboxEnv } from "@latchkey/sandbox-env";
import type { SandboxEnv } from "@latchkey/sandbox-env";
import type { Sandbox, SandboxedProcess } from "./sandbox.ts";
import { sandboxEgress } from "./sandbox-egress.ts";
import { createSessionFolder, removeSessionFolder } from "./sandbox-folder.ts";
import type { Issued, IssuedCredentials, IssueFailure, SessionServices } from "./session-services.ts";

export interface OpenSession {
  readonly credentials: IssuedCredentials;
  /** AWS's time when the credentials were issued, in epoch milliseconds. */
  readonly issuedAt: number;
  readonly sandbox: Sandbox["kind"];
  /** Starts the session's program in the working folder, with its environment; once, since that is then forgotten. */
  spawn(command: SessionCommand): Promise<SandboxedProcess>;
  /** Ends what runs, closes the sandbox and removes the working folder. */
  close(): Promise<void>;
}

export interface SessionCommand {
  /** An absolute path. */
  readonly program: string;
  readonly arguments?: readonly string[];
  /** Files that it must be able to read besides the system's: its own code, for example. */
  readonly readable?: readonly string[];
}

export type OpenFailure =
  | IssueFailure
  /** The credentials had already ended when they came. */
  | { readonly status: "expired" }
  /** The sandbox or the worker in it did not start; a session never runs without one. */
  | { readonly status: "sandbox-unavailable"; readonly message: string };

export type OpenResult = { readonly status: "open"; readonly session: OpenSession } | OpenFailure;

export interface OpenOptions {
  readonly signal?: AbortSignal;
  /** Called as soon as the credentials are there, before the sandbox opens. */
  readonly onCredentials?: (issued: IssuedCredentials) => void;
}

/** Rejects with the signal's reason when it is aborted; then nothing is left of the session. */
export async function openSession(services: SessionServices, options: OpenOptions = {}): Promise<OpenResult> {
  const { signal, onCredentials } = options;
  signal?.throwIfAborted();
  const issued = await services.issue(signal);
  if (issued.status !== "issued") return issued;
  const credentials = shownOf(issued);
  services.settings.log.info(
    { expiresAt: credentials.expiresAt, refreshed: issued.refreshed },
    "credentials issued",
  );
  onCredentials?.(credentials);
  const workingFolder = await createSessionFolder();
  const remove = (): Promise<void> => removeSessionFolder(workingFolder);
  try {
    const opened = await openIn(workingFolder, services, issued, signal);
    if (opened.status !== "open") await remove();
    return opened;
  } catch (error) {
    await remove();
    throw error;
  }
}

async function openIn(
  workingFolder: string,
  services: SessionServices,
  issued: Issued,
  signal: AbortSignal | undefined,
): Promise<OpenResult> {
  const environment = sessionEnvironment(services, issued, workingFolder);
  if (environment === undefined) return { status: "expired" };
  signal?.throwIfAborted();
  const opened = await openSandbox(services);
  if (opened.status === "unavailable") return { status: "sandbox-unavailable", message: opened.message };
  const { sandbox } = opened;
  if (signal?.aborted === true) {
    await sandbox.close();
    signal.throwIfAborted();
  }
  services.settings.log.info({ sandbox: sandbox.kind, names: environment.names }, "sandbox open");
  const session = sessionIn(workingFolder, environment, sandbox);
  return { status: "open", session: { credentials: shownOf(issued), issuedAt: issued.issuedAt, ...session } };
}

function sessionIn(
  workingFolder: string,
  environment: SandboxEnv,
  sandbox: Sandbox,
): Pick<OpenSession, "sandbox" | "spawn" | "close"> {
  let unspent: SandboxEnv | undefined = environment;
  let closed: Promise<void> | undefined;
  const close = async (): Promise<void> => {
    try {
      await sandbox.close();
    } finally {
      await removeSessionFolder(workingFolder);
    }
  };
  return {
    sandbox: sandbox.kind,
    async spawn({ program, arguments: words = [], readable = [] }) {
      if (unspent === undefined) throw new Error("A session starts one program");
      const variables = unspent.reveal();
      // From here on, the secrets are the program's alone.
      unspent = undefined;
      return sandbox.spawn({ program, arguments: words, readable, environment: variables, workingFolder });
    },
    close: () => (closed ??= close()),
  };
}

function sessionEnvironment(
  { settings, decision }: SessionServices,
  { credentials, issuedAt }: Issued,
  workingFolder: string,
): SandboxEnv | undefined {
  const { region, baseUrl, models, serviceTier } = decision.bedrock;
  const [model] = models;
  const origin = settings.endpoints === undefined ? baseUrl : new URL(settings.endpoints.bedrock);
  const result = buildSandboxEnv({
    credentials,
    region,
    inherit: settings.environment,
    variables: { HOME: workingFolder },
    bedrock: {
      ...(origin === undefined ? {} : { baseUrl: origin }),
      ...(model === undefined ? {} : { modelId: model.id }),
      ...(serviceTier === undefined ? {} : { serviceTier }),
    },
    caseInsensitive: process.platform === "win32",
    now: () => issuedAt,
  });
  return result.status === "ready" ? result.env : undefined;
}

async function openSandbox({ settings, decision, allowedHosts }: SessionServices) {
  const endpoint = bedrockEndpoint({ settings, decision });
  const { egress, refused } = sandboxEgress(endpoint, allowedHosts);
  for (const { entry, reason } of refused) settings.log.warn({ entry, reason }, "egress entry not allowed");
  const { dataFolder } = settings;
  const proxy = await settings.proxyFor?.(endpoint);
  return settings.openSandbox({ egress, hidden: [dataFolder], ...(proxy === undefined ? {} : { proxy }) });
}

/** Where the worker sends its requests. */
export function bedrockEndpoint({ settings, decision }: Pick<SessionServices, "settings" | "decision">): URL {
  const override = settings.endpoints?.bedrock;
  return override === undefined ? decision.bedrock.endpoint : new URL(override);
}

function shownOf({ credentials, refreshed }: Issued): IssuedCredentials {
  const { expiration } = credentials;
  return {
    ...(credentials.kind === "aws" ? { accessKeyId: credentials.accessKeyId } : {}),
    ...(expiration === undefined ? {} : { expiresAt: expiration }),
    refreshed,
  };
}
