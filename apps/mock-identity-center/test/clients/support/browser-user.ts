/** A person at the browser of a client: what the client opens reaches the test, which plays the user. */

import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { approveInBrowser } from "../../../src/index.ts";
import type { MockIdentityCenter, Variables } from "../../../src/index.ts";
import type { ClientHome } from "./client-home.ts";
import type { Run } from "./programs.ts";

const opener = fileURLToPath(new URL("open-browser.ts", import.meta.url));

/** Visits the address that the client opened. */
export type User = (address: string) => Promise<void>;

export interface BrowserHabits {
  /** The browser leaves at once, as desktop browsers do; the client goes on while the user decides. */
  readonly background?: boolean;
}

/** Runs a client whose environment has a browser with this user in front of it; ends it when the user fails. */
export async function withUser(
  user: User,
  client: (browser: Variables, signal: AbortSignal) => Promise<Run>,
  { background = false }: BrowserHabits = {},
): Promise<Run> {
  const failed = new AbortController();
  const server = createServer((request, response) => {
    void text(request)
      .then((address) => user(address))
      .catch((error: unknown) => failed.abort(error))
      .finally(() => response.end());
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  try {
    const { port } = server.address() as AddressInfo;
    const command = `${process.execPath} ${opener} %s${background ? " &" : ""}`;
    return await client({ BROWSER: command, BROWSER_PORT: String(port) }, failed.signal);
  } catch (error) {
    failed.signal.throwIfAborted();
    throw error;
  } finally {
    server.close();
  }
}

/** `aws sso login`, which waits for its browser to end before it polls again. */
export function awsSsoLogin(home: ClientHome, user: User, habits?: BrowserHabits): Promise<Run> {
  return withUser(user, (browser, signal) => home.aws(["sso", "login"], browser, signal), habits);
}

/** A user who allows access over the pages, and takes a second for it by the mock's clock, so that the next poll is not early. */
export function approving(mock: MockIdentityCenter): User {
  return async (verificationUri) => {
    await approveInBrowser({ verificationUri, userName: "ada.lovelace", password: "engine-1843" });
    mock.clock.advance(1000);
  };
}
