/** What `GET /address` answers: where a mock is, and whom to sign in for. */

import { z } from "zod";
import type { ClientAddress } from "../client-env/client-environment.ts";
import { named, text } from "./schemas.ts";

export interface MockAddress extends Omit<ClientAddress, "proxyUrl" | "endpointsFolder"> {
  readonly controlUrl: string;
}

export const addressSchema: z.ZodType<MockAddress> = named(
  "Address",
  z.strictObject({
    oidcUrl: text,
    portalUrl: text,
    stsUrl: text,
    bedrockUrl: text,
    controlUrl: text,
    startUrl: text,
    region: text,
    accountId: text,
    roleName: text,
    caFile: text.optional(),
  }),
);
