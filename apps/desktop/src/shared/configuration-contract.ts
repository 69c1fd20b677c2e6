/** Everything that may cross between the main process and the configuration window; no other window may use it. */
import { z } from "zod";
import type { Call, Listen } from "./answer.ts";
import {
  appliedSchema,
  checkedSchema,
  configurationStateSchema,
  connectionSchema,
  draftSchema,
  egressSchema,
  exportRequest,
  previewSchema,
  reachabilitySchema,
  savedSchema,
} from "./configuration-schema.ts";
import type { ConfigurationState, Reachability } from "./configuration-schema.ts";

export type * from "./configuration-schema.ts";

const nothing = z.strictObject({});
const done = z.strictObject({});
const draft = z.strictObject({ values: draftSchema });

/** What the window may ask for, by channel. */
export const configurationInvokes = {
  "configuration:get-state": { in: nothing, out: configurationStateSchema },
  /** Reads the policy again; the state is pushed. */
  "configuration:reload": { in: nothing, out: done },
  /** Every rule of the reader, and what the app would do with the draft. */
  "configuration:check": { in: draft, out: checkedSchema },
  "configuration:preview-export": { in: exportRequest, out: previewSchema },
  /** Asks the person where, in a dialog of the operating system. */
  "configuration:save-export": { in: exportRequest, out: savedSchema },
  "configuration:egress": { in: draft, out: egressSchema },
  /** The hosts as text, to the clipboard. */
  "configuration:copy-egress": { in: draft, out: done },
  "configuration:save-egress": { in: draft, out: savedSchema },
  /** Starts a test of every host, and stops the one before; the results are pushed. */
  "configuration:test-reachability": { in: draft, out: z.strictObject({ run: z.int() }) },
  "configuration:stop-reachability": { in: nothing, out: done },
  "configuration:test-connection": { in: draft, out: connectionSchema },
  /** The report of the policy in force as text, to the clipboard. */
  "configuration:copy-report": { in: nothing, out: done },
  /** Writes this computer's own configuration, and starts the app again. */
  "configuration:apply": {
    in: z.strictObject({ values: draftSchema, includeSecrets: z.boolean() }),
    out: appliedSchema,
  },
  /** Removes it, and starts the app again. */
  "configuration:remove-local": { in: nothing, out: appliedSchema },
} as const;

/** What the main process tells the window, by channel. */
export const configurationPushes = {
  "configuration:state": configurationStateSchema,
  "configuration:reachability": reachabilitySchema,
} as const;

export type ConfigurationChannel = keyof typeof configurationInvokes;

type Configure<Channel extends ConfigurationChannel> = Call<typeof configurationInvokes, Channel>;

/** `window.latchkey` of the configuration window, the only thing that its page gets. */
export interface ConfigurationBridge {
  readonly getState: Configure<"configuration:get-state">;
  readonly reload: Configure<"configuration:reload">;
  readonly check: Configure<"configuration:check">;
  readonly previewExport: Configure<"configuration:preview-export">;
  readonly saveExport: Configure<"configuration:save-export">;
  readonly egress: Configure<"configuration:egress">;
  readonly copyEgress: Configure<"configuration:copy-egress">;
  readonly saveEgress: Configure<"configuration:save-egress">;
  readonly testReachability: Configure<"configuration:test-reachability">;
  readonly stopReachability: Configure<"configuration:stop-reachability">;
  readonly testConnection: Configure<"configuration:test-connection">;
  readonly copyReport: Configure<"configuration:copy-report">;
  readonly apply: Configure<"configuration:apply">;
  readonly removeLocal: Configure<"configuration:remove-local">;
  readonly onState: Listen<ConfigurationState>;
  readonly onReachability: Listen<Reachability>;
}
