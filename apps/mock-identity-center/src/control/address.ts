/** What `GET /address` answers: where a mock is, and whom to sign in for. */

import { z } from "zod";
import { named, text } from "./schemas.ts";

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
  /** With TLS only. */
  readonly caFile?: string | undefined;
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
