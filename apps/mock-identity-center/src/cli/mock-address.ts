/** Where a running mock is and whom to sign in for, as its control API tells. */

import { ControlClient } from "./control-client.ts";
import type { MockLocation } from "./control-client.ts";
import type { Terminal } from "./terminal.ts";

export interface MockAddress {
  readonly oidcUrl: string;
  readonly portalUrl: string;
  readonly stsUrl: string;
  readonly bedrockUrl: string;
  readonly controlUrl: string;
  readonly startUrl: string;
  readonly region: string;
  readonly accountId: string;
  readonly roleName: string;
}

/** @throws {MockIdentityCenterError} MOCK_UNREACHABLE, CONTROL_REFUSED, CONTROL_TOKEN_INVALID */
export async function mockAddress(location: MockLocation, terminal: Terminal): Promise<MockAddress> {
  const mock = await ControlClient.of(location, terminal);
  return (await mock.get("/address")) as unknown as MockAddress;
}
