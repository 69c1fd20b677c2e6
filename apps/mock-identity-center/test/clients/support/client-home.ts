/** A home folder for one real client: configuration, token cache, and nothing of the machine's own settings. */

import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { clientEnvironment, configFile, withoutInterference } from "../../../src/index.ts";
import type { ClientAddress, ClientKind, MockIdentityCenter, Variables } from "../../../src/index.ts";
import { endpointsFile } from "./endpoints-file.ts";
import { debianPath, programPath, runProgram } from "./programs.ts";
import type { Run } from "./programs.ts";

/** What clients keep in `~/.aws/sso/cache` about a sign-in. */
export interface CachedToken {
  readonly startUrl: string;
  readonly region: string;
  readonly accessToken: string;
  readonly expiresAt: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly registrationExpiresAt: string;
  readonly refreshToken?: string;
}

export class ClientHome implements Disposable {
  readonly path: string = mkdtempSync(join(tmpdir(), "latchkey-client-"));
  readonly #address: ClientAddress;

  constructor(mock: MockIdentityCenter, form: "sso-session" | "legacy" = "sso-session") {
    const { oidcUrl, portalUrl, stsUrl, bedrockUrl, startUrl, region, accountId, roleName } = mock;
    const urls = { oidcUrl, portalUrl, stsUrl, bedrockUrl };
    this.#address = { ...urls, startUrl, region, accountId, roleName, endpointsFolder: this.path };
    writeFileSync(join(this.path, "config"), configFile(this.#address, form));
    writeFileSync(join(this.path, "endpoints.json"), endpointsFile(this.#address));
  }

  /** The environment in which a client of this kind finds the mock. */
  environment(kind: ClientKind): Variables {
    return {
      ...withoutInterference(process.env),
      ...clientEnvironment(kind, this.#address),
      PATH: debianPath,
      HOME: this.path,
      AWS_CONFIG_FILE: join(this.path, "config"),
    };
  }

  /** Runs Debian's AWS CLI. */
  aws(args: readonly string[], more: Variables = {}, signal?: AbortSignal): Promise<Run> {
    return runProgram(programPath("aws"), args, { ...this.environment("aws-cli-old"), ...more }, signal);
  }

  /** Adds a profile for another role of the same sign-in. */
  addProfile(name: string, role: Pick<ClientAddress, "accountId" | "roleName">): void {
    const [, section = ""] = configFile({ ...this.#address, ...role }).split("[default]");
    writeFileSync(join(this.path, "config"), `\n[profile ${name}]${section}`, { flag: "a" });
  }

  /** The sign-in in the cache; undefined when there is none. */
  cachedToken(): CachedToken | undefined {
    return this.#cacheFiles().find((file) => "accessToken" in file.content)?.content as
      | CachedToken
      | undefined;
  }

  /** Puts the end of the cached access token elsewhere, as if the time had come. */
  setTokenEnd(expiresAt: Date): void {
    for (const { path, content } of this.#cacheFiles())
      if ("accessToken" in content)
        writeFileSync(path, JSON.stringify({ ...content, expiresAt: expiresAt.toISOString() }));
  }

  /** Throws the role credentials away that the AWS CLI keeps, so that its next call asks for new ones. */
  forgetRoleCredentials(): void {
    rmSync(join(this.path, ".aws/cli/cache"), { recursive: true, force: true });
  }

  [Symbol.dispose](): void {
    rmSync(this.path, { recursive: true, force: true });
  }

  #cacheFiles(): readonly { readonly path: string; readonly content: Readonly<Record<string, unknown>> }[] {
    const folder = join(this.path, ".aws/sso/cache");
    mkdirSync(folder, { recursive: true });
    return readdirSync(folder).map((name) => {
      const path = join(folder, name);
      return { path, content: JSON.parse(readFileSync(path, "utf8")) as Record<string, unknown> };
    });
  }
}
