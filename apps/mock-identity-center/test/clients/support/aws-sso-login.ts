/** `aws sso login` from end to end: what the CLI opens in its browser reaches the test, which plays the user. */

import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { approveInBrowser } from "../../../src/index.ts";
import type { MockIdentityCenter } from "../../../src/index.ts";
import type { ClientHome } from "./client-home.ts";
import type { Run } from "./programs.ts";

const opener = fileURLToPath(new URL("open-browser.ts", import.meta.url));

/** The user in front of the browser: visits the address that the client opened. */
export type User = (address: string) => Promise<void>;

/**
 * Runs `aws sso login`, which waits for its browser to end before it polls again.
 *
 * @param background The browser leaves at once, as desktop browsers do; the CLI then polls while the user decides.
 */
export async function awsSsoLogin(home: ClientHome, user: User, background = false): Promise<Run> {
  let failure: unknown;
  const server = createServer((request, response) => {
    void text(request)
      .then((address) => user(address))
      .catch((error: unknown) => (failure = error))
      .finally(() => response.end());
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  try {
    const { port } = server.address() as AddressInfo;
    const browser = `${process.execPath} ${opener} %s${background ? " &" : ""}`;
    const login = await home.aws(["sso", "login"], { BROWSER: browser, BROWSER_PORT: String(port) });
    if (failure !== undefined) throw failure;
    return login;
  } finally {
    server.close();
  }
}

/** A user who allows access over the pages, and takes a second for it by the mock's clock: the next poll is not early. */
export function approving(mock: MockIdentityCenter): User {
  return async (verificationUri) => {
    await approveInBrowser({ verificationUri, userName: "ada.lovelace", password: "engine-1843" });
    mock.clock.advance(1000);
  };
}
