/**
 * A session from the sign-in to a worker that answers: role credentials → environment → sandbox → worker.
 * The credentials are minted once, and never refreshed inside the session.
 */
import type { RoleCredentials } from "@latchkey/role-credentials";
import { buildSandboxEnv } from "@latchkey/sandbox-env";
import type { SandboxEnv } from "@latchkey/sandbox-env";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { SsoServices } from "../compose.ts";
import type { ClockSkew } from "../server-clock.ts";
import { mintCredentials } from "./mint-credentials.ts";
import type { MintResult } from "./mint-credentials.ts";
import type { Sandbox, SandboxResult } from "./sandbox.ts";
import { converse } from "./session-worker.ts";
import type { SessionWorker } from "./session-worker.ts";

export interface Session extends IssuedCredentials {
  readonly sandbox: Sandbox["kind"];
  readonly ask: SessionWorker["ask"];
  /** Ends the worker, closes the sandbox and removes the working folder. */
  stop(): Promise<void>;
}

export type SessionStart =
  | { readonly status: "running"; readonly session: Session }
  | Exclude<MintResult, { status: "issued" }>
  /** The credentials that Identity Center issued have already ended. */
  | { readonly status: "expired" }
  /**
   * This machine's clock is so far off that Bedrock would refuse what the worker signs; the sign-in is kept. Never an
   * ended sign-in or credentials: those are judged by AWS's time.
   */
  | ({ readonly status: "clock-skew" } & ClockSkew)
  /** The sandbox or the worker in it did not start; a session never runs without one. */
  | { readonly status: "sandbox-unavailable"; readonly message: string };

export interface StartSessionOptions {
  readonly signal?: AbortSignal;
  /** Called as soon as the credentials are there, before the sandbox starts. */
  readonly onCredentials?: (issued: IssuedCredentials) => void;
}

/** What may be shown of role credentials. */
export interface IssuedCredentials {
  readonly accessKeyId: string;
  readonly expiresAt: Date;
  /** Whether the sign-in had to be refreshed for them. */
  readonly refreshed: boolean;
}

export async function startSession(
  services: SsoServices,
  { signal, onCredentials }: StartSessionOptions = {},
): Promise<SessionStart> {
  const minted = await mintCredentials(services, signal);
  if (minted.status !== "issued") return minted;
  const { serverClock } = services;
  const issuedAt = serverClock.lastAnswer();
  const { log } = services.settings;
  const skew = serverClock.skew();
  if (skew !== undefined) {
    log.warn(skew, "this machine's clock is off");
    return { status: "clock-skew", ...skew };
  }
  const { accessKeyId, expiration: expiresAt } = minted.credentials;
  const issued = { accessKeyId, expiresAt, refreshed: minted.refreshed };
  log.info({ expiresAt, refreshed: issued.refreshed }, "role credentials issued");
  onCredentials?.(issued);

  const workingFolder = await mkdtemp(join(tmpdir(), "latchkey-session-"));
  const remove = (): Promise<void> => rm(workingFolder, { recursive: true, force: true });
  const environment = sessionEnvironment(services, minted.credentials, issuedAt, workingFolder);
  if (environment === undefined) {
    await remove();
    return { status: "expired" };
  }
  const opened = await openSandbox(services).catch(async (error: unknown) => {
    await remove();
    throw error;
  });
  if (opened.status === "unavailable") {
    await remove();
    return { status: "sandbox-unavailable", message: opened.message };
  }
  const { sandbox } = opened;
  const stop = async (): Promise<void> => {
    await sandbox.close();
    await remove();
  };
  const worker = await startWorker(services, sandbox, environment, workingFolder, signal).catch(
    async (error: unknown) => {
      await stop();
      throw error;
    },
  );
  if (worker === undefined) {
    await stop();
    return { status: "sandbox-unavailable", message: "the worker ended before it was ready" };
  }
  log.info({ sandbox: sandbox.kind, names: environment.names }, "session started");
  return {
    status: "running",
    session: {
      ...issued,
      sandbox: sandbox.kind,
      ask: (prompt, options) => worker.ask(prompt, options),
      stop,
    },
  };
}

function sessionEnvironment(
  { settings, decision }: SsoServices,
  credentials: RoleCredentials,
  issuedAt: number,
  workingFolder: string,
): SandboxEnv | undefined {
  const result = buildSandboxEnv({
    credentials,
    region: decision.bedrock.region,
    inherit: { ...settings.environment, HOME: workingFolder },
    caseInsensitive: process.platform === "win32",
    now: () => issuedAt,
  });
  return result.status === "ready" ? result.env : undefined;
}

function openSandbox({ settings, decision }: SsoServices): Promise<SandboxResult> {
  const { host, port, protocol } = bedrockEndpoint(settings.endpoints?.bedrock, decision);
  const egress = port === "" ? `${host}:${protocol === "http:" ? 80 : 443}` : host;
  return settings.openSandbox({ egress: [egress], hidden: [settings.dataFolder] });
}

async function startWorker(
  { settings, decision }: SsoServices,
  sandbox: Sandbox,
  environment: SandboxEnv,
  workingFolder: string,
  signal: AbortSignal | undefined,
): Promise<SessionWorker | undefined> {
  const [model] = decision.bedrock.models;
  if (model === undefined) throw new Error("a policy in sign-in mode names at least one model");
  const { program, script } = settings.worker;
  const child = await sandbox.spawn({
    program,
    arguments: [script],
    readable: [script],
    environment: environment.reveal(),
    workingFolder,
  });
  const { serviceTier } = decision.bedrock;
  const start = {
    type: "start" as const,
    modelId: model.id,
    endpoint: bedrockEndpoint(settings.endpoints?.bedrock, decision).href,
    ...(serviceTier === undefined ? {} : { serviceTier }),
  };
  return converse(child, start, signal);
}

function bedrockEndpoint(override: string | undefined, { bedrock }: SsoServices["decision"]): URL {
  return override === undefined ? bedrock.endpoint : new URL(override);
}
