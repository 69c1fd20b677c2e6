/** What the configuration window shows and edits. A secret may be typed into it; none comes back out. */
import { z } from "zod";

/** One key of the catalogue, as a form needs it. */
const fieldSchema = z.strictObject({
  key: z.string(),
  label: z.string(),
  help: z.string(),
  section: z.enum(["connection", "models", "behaviour"]),
  type: z.enum(["string", "secret", "boolean", "integer", "list", "object"]),
  rule: z.string(),
  default: z.string().optional(),
  choices: z.array(z.string()).optional(),
  range: z.tuple([z.number(), z.number()]).optional(),
  example: z.string().optional(),
});

const text = z.string().max(65_536);

/** A model of the list, with the names that a policy file uses. */
const modelDraft = z.looseObject({ name: text });

/** A value as JSON has it; text that is no number yet, for example, is for the check to refuse. */
const draftValue = z.union([
  text,
  z.number(),
  z.boolean(),
  z.array(z.union([text, modelDraft])).max(1000),
  z.record(text, text),
]);

/** Values by key; a key that is not there is not set. */
export const draftSchema = z.record(z.string().max(256), draftValue);

/** The draft as it may be shown: without the keys that are secret. */
const shownValues = draftSchema;

const findingSchema = z.strictObject({
  severity: z.enum(["info", "warning", "error"]),
  code: z.string(),
  key: z.string().optional(),
  message: z.string(),
});

const modeSchema = z.enum([
  "aws-sso",
  "bearer-token",
  "profile",
  "credential-helper",
  "none",
  "config-error",
  "unknown",
  "inactive",
]);

export const checkedSchema = z.strictObject({
  mode: modeSchema,
  reason: z.string(),
  findings: z.array(findingSchema),
});

const sourceSchema = z.strictObject({
  name: z.string(),
  scope: z.enum(["machine", "user"]),
  status: z.enum(["read", "absent", "unreadable", "untrusted", "malformed"]),
  format: z.string().optional(),
  inForce: z.boolean(),
});

const reportValue = {
  value: z.string(),
  typeFound: z.string(),
  source: z.string(),
  status: z.string(),
  why: z.string(),
};

/** The inspector's table: `PolicyReport` of policy-reader. Secrets are summaries in it. */
const reportSchema = z.strictObject({
  mode: modeSchema,
  reason: z.string(),
  fingerprint: z.string(),
  sources: z.array(sourceSchema),
  settings: z.array(
    z.strictObject({
      key: z.string(),
      label: z.string(),
      typeExpected: z.string(),
      ...reportValue,
      losing: z.array(z.strictObject(reportValue)),
    }),
  ),
  unset: z.array(
    z.strictObject({ key: z.string(), label: z.string(), typeExpected: z.string(), help: z.string() }),
  ),
  findings: z.array(findingSchema),
});

export const configurationStateSchema = z.strictObject({
  fields: z.array(fieldSchema),
  /** Who decides: management, this computer's own file, or nobody yet. Managed values cannot be changed here. */
  origin: z.enum(["managed", "local", "none"]),
  /** The values in force, to begin the form with. */
  values: shownValues,
  /** Keys that are set and whose values are not shown. A draft without one leaves it as it is; an empty text clears it. */
  withheld: z.array(z.string()),
  report: reportSchema,
  /** The format of this machine's own kind of management. */
  ownFormat: z.enum(["mobileconfig", "reg", "json"]),
});

export const exportFormat = z.enum([
  "mobileconfig",
  "reg",
  "json",
  "reg-removal",
  "admx",
  "adml",
  "manifest",
]);

export const exportRequest = z.strictObject({
  values: draftSchema,
  format: exportFormat,
  scope: z.enum(["machine", "user"]),
  organization: z.string().max(256).optional(),
  /** Writes secrets in clear text; the preview never shows them. */
  includeSecrets: z.boolean(),
});

export const previewSchema = z.discriminatedUnion("status", [
  z.strictObject({
    status: z.literal("ready"),
    fileName: z.string(),
    /** The file as text, with secrets left out. */
    text: z.string(),
    /** Of the file that would be saved. */
    bytes: z.int(),
    findings: z.array(findingSchema),
  }),
  z.strictObject({ status: z.literal("refused"), findings: z.array(findingSchema) }),
]);

export const savedSchema = z.discriminatedUnion("status", [
  z.strictObject({ status: z.literal("saved"), fileName: z.string() }),
  z.strictObject({ status: z.literal("cancelled") }),
  z.strictObject({ status: z.literal("refused"), findings: z.array(findingSchema) }),
  /** `code` of the operating system, such as `ENOSPC`. */
  z.strictObject({ status: z.literal("not-written"), code: z.string() }),
]);

const egressHostSchema = z.strictObject({
  host: z.string(),
  port: z.int().optional(),
  purpose: z.string(),
  neededFor: z.array(z.enum(["browser", "sign-in", "session-start", "inference"])),
  notUsedWhile: z.string().optional(),
});

export const egressSchema = z.strictObject({
  hosts: z.array(egressHostSchema),
  sandboxHosts: z.array(z.string()),
  notes: z.array(z.string()),
});

/** One host of the reachability test. `not-tested`: a pattern names no host. */
export const reachabilitySchema = z.strictObject({
  /** Of the test that it belongs to, so that a late answer of a stopped one is ignored. */
  run: z.int(),
  host: z.string(),
  port: z.int(),
  status: z.enum(["testing", "reachable", "unreachable", "not-tested"]),
  /** Why it is unreachable, such as `ENOTFOUND`, or `TIMEOUT`. */
  code: z.string().optional(),
  milliseconds: z.number().optional(),
});

export const connectionSchema = z.discriminatedUnion("status", [
  /** Neutral: in this mode only a session can tell. */
  z.strictObject({ status: z.literal("not-verifiable"), mode: modeSchema }),
  z.strictObject({ status: z.literal("works"), modelId: z.string() }),
  /** Bedrock answered, and said no. */
  z.strictObject({
    status: z.literal("refused"),
    httpStatus: z.int(),
    errorName: z.string().optional(),
    requestId: z.string().optional(),
  }),
  z.strictObject({ status: z.literal("unreachable"), code: z.string() }),
  /** The draft has no credential that could be tested, or it is not valid. */
  z.strictObject({ status: z.literal("not-configured"), mode: modeSchema, reason: z.string() }),
]);

export const appliedSchema = z.discriminatedUnion("status", [
  /** Written; the app starts again. */
  z.strictObject({ status: z.literal("applied") }),
  /** Management decides on this computer. */
  z.strictObject({ status: z.literal("managed"), sources: z.array(z.string()) }),
  z.strictObject({ status: z.literal("refused"), findings: z.array(findingSchema) }),
  z.strictObject({ status: z.literal("not-written"), code: z.string() }),
]);

export type Draft = z.infer<typeof draftSchema>;
export type FieldView = z.infer<typeof fieldSchema>;
export type FindingView = z.infer<typeof findingSchema>;
export type Checked = z.infer<typeof checkedSchema>;
export type ReportView = z.infer<typeof reportSchema>;
export type ConfigurationState = z.infer<typeof configurationStateSchema>;
export type ExportRequest = z.infer<typeof exportRequest>;
export type Preview = z.infer<typeof previewSchema>;
export type Saved = z.infer<typeof savedSchema>;
export type EgressView = z.infer<typeof egressSchema>;
export type Reachability = z.infer<typeof reachabilitySchema>;
export type ConnectionTest = z.infer<typeof connectionSchema>;
export type Applied = z.infer<typeof appliedSchema>;
