/** Where a running mock is and whom to sign in for, as its control API tells. */

import { addressSchema } from "../control/address.ts";
import type { MockAddress } from "../control/address.ts";
import { MockIdentityCenterError } from "../mock-error.ts";
import { ControlClient } from "./control-client.ts";
import type { MockLocation } from "./control-client.ts";
import type { Terminal } from "./terminal.ts";

/** @throws {MockIdentityCenterError} MOCK_UNREACHABLE, CONTROL_REFUSED, CONTROL_TOKEN_INVALID */
export async function mockAddress(location: MockLocation, terminal: Terminal): Promise<MockAddress> {
  const mock = await ControlClient.of(location, terminal);
  const answer = addressSchema.safeParse(await mock.get("/address"));
  if (answer.success) return answer.data;
  throw new MockIdentityCenterError(
    "MOCK_UNREACHABLE",
    "What answers there is not a mock-identity-center of this version",
  );
}
