/**
 * For the benchmark `session-start`: signs in at a mock, then starts sessions over the app's own path as far as the
 * sandbox, in turn with the bare HTTP request for the same credentials, and prints the milliseconds of both as JSON.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { Agent, request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { SsoServices } from "../src/main/compose.ts";
import { openSession } from "../src/main/session/open-session.ts";
import type { SessionServices } from "../src/main/session/session-services.ts";
import { signedInApp } from "./signed-in-app.ts";

const [mockUrl = "", controlUrl = "", policy = "", roundsWanted = ""] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), "latchkey-bench-"));
try {
  const { sso: services, session: parts } = await signedInApp({ mockUrl, controlUrl, policy, folder });
  const figures = { session: [] as number[], bare: [] as number[] };
  const bareRequest = await prepareBareRequest(services);
  for (let round = -20; round < Number(roundsWanted); round += 1) {
    const [session, bare] = [await timed(() => start(parts)), await timed(bareRequest)];
    if (round < 0) continue;
    figures.session.push(session);
    figures.bare.push(bare);
  }
  process.stdout.write(JSON.stringify(figures));
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** Reads the stored sign-in, gets role credentials, makes the working folder and builds the environment. */
async function start(services: SessionServices): Promise<void> {
  const result = await openSession(services);
  if (result.status !== "sandbox-unavailable") throw new Error(`a start ended as ${result.status}`);
}

async function prepareBareRequest({ keeper, decision }: SsoServices): Promise<() => Promise<void>> {
  const token = await keeper.accessToken();
  if (token.status !== "usable") throw new Error(token.status);
  const { accountId, roleName } = decision;
  const url = `${mockUrl}/federation/credentials?role_name=${roleName}&account_id=${accountId}`;
  const headers = { "x-amz-sso_bearer_token": token.accessToken.reveal() };
  const agent = new Agent({ keepAlive: true });
  return () =>
    new Promise((resolve, reject) => {
      const asked = request(url, { agent, headers }, (answer) => {
        answer.resume();
        answer.on("end", () => {
          if (answer.statusCode === 200) resolve();
          else reject(new Error(`the bare request got HTTP ${answer.statusCode}`));
        });
      });
      asked.on("error", reject);
      asked.end();
    });
}

async function timed(work: () => Promise<void>): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}
