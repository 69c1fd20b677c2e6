/** Where a running mock is and whom to sign in for, as its control API tells. */

import type { ClientAddress } from "../client-env/client-environment.ts";
import { ControlClient } from "./control-client.ts";
import type { MockLocation } from "./control-client.ts";
import type { Terminal } from "./terminal.ts";

export interface MockAddress extends ClientAddress {
  readonly controlUrl: string;
}

/** @throws {MockIdentityCenterError} MOCK_UNREACHABLE, CONTROL_REFUSED, CONTROL_TOKEN_INVALID */
export async function mockAddress(location: MockLocation, terminal: Terminal): Promise<MockAddress> {
  const mock = await ControlClient.of(location, terminal);
  return (await mock.get("/address")) as unknown as MockAddress;
}
