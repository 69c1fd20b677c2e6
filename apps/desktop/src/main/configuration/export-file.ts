/** The files that an administrator exports: previewed without secrets, and saved with them only on consent. */
import { exportPolicy, PolicyReaderError } from "@latchkey/policy-reader";
import type { PolicyExport } from "@latchkey/policy-reader";
import { basename } from "node:path";
import type { ExportRequest, FindingView, Preview, Saved } from "../../shared/configuration-schema.ts";
import type { ExaminedPolicy } from "./examine-draft.ts";
import { draftFindings, isError } from "./findings.ts";
import { writeWhole } from "./write-file.ts";

export type ExportChoices = Omit<ExportRequest, "values">;

/** Asks where, with a name to begin with; `undefined` when the person cancels. */
export type ChooseFile = (defaultName: string) => Promise<string | undefined>;

interface ExportedFile {
  readonly status: "exported";
  readonly fileName: string;
  readonly bytes: Uint8Array;
  readonly holdsSecrets: boolean;
  readonly findings: FindingView[];
}

type Refused = { readonly status: "refused"; readonly findings: FindingView[] };

export function previewExport(policy: ExaminedPolicy, choices: ExportChoices): Preview {
  const shown = exportFile(policy, { ...choices, includeSecrets: false });
  const saved = exportFile(policy, choices);
  if (shown.status === "refused") return shown;
  if (saved.status === "refused") return saved;
  const { fileName, bytes, findings } = saved;
  return { status: "ready", fileName, text: textOf(shown.bytes), bytes: bytes.length, findings };
}

export async function saveExport(
  policy: ExaminedPolicy,
  choices: ExportChoices,
  chooseFile: ChooseFile,
): Promise<Saved> {
  const file = exportFile(policy, choices);
  if (file.status === "refused") return file;
  return saveAs(file.fileName, file.bytes, { isPrivate: file.holdsSecrets }, chooseFile);
}

export async function saveAs(
  defaultName: string,
  bytes: Uint8Array,
  how: { readonly isPrivate: boolean },
  chooseFile: ChooseFile,
): Promise<Saved> {
  const path = await chooseFile(defaultName);
  if (path === undefined) return { status: "cancelled" };
  const result = await writeWhole(path, bytes, how);
  return result.status === "written" ? { status: "saved", fileName: basename(path) } : result;
}

/** The formats that hold values; the others are the same for every draft. */
const WITH_VALUES: ReadonlySet<ExportRequest["format"]> = new Set(["mobileconfig", "reg", "json"]);

export function exportFile(
  { snapshot, values, problems }: ExaminedPolicy,
  { format, scope, organization, includeSecrets }: ExportChoices,
): ExportedFile | Refused {
  const errors = [...problems, ...draftFindings(snapshot.diagnostics.filter(isError))];
  if (WITH_VALUES.has(format) && errors.length > 0) return { status: "refused", findings: errors };
  const issuer = organization?.trim() ?? "";
  const file = withChecks(() =>
    exportPolicy(format, values, {
      scope,
      includeSecrets,
      ...(issuer === "" ? {} : { organization: issuer }),
    }),
  );
  if (file.status === "refused") return file;
  const { fileName, bytes, diagnostics } = file;
  const holdsSecrets = diagnostics.some(({ code }) => code === "secret-included");
  return { status: "exported", fileName, bytes, holdsSecrets, findings: draftFindings(diagnostics) };
}

/** The name of an organization is an option to the reader, and a field to the person. */
function withChecks(act: () => PolicyExport): Exclude<PolicyExport, { status: "refused" }> | Refused {
  try {
    const file = act();
    return file.status === "exported"
      ? file
      : { status: "refused", findings: draftFindings(file.diagnostics) };
  } catch (error) {
    if (!(error instanceof PolicyReaderError)) throw error;
    return { status: "refused", findings: [{ severity: "error", code: error.code, message: error.message }] };
  }
}

/** A `.reg` file is UTF-16 with a mark in front; everything else is UTF-8. */
function textOf(bytes: Uint8Array): string {
  const isUtf16 = bytes[0] === 0xff && bytes[1] === 0xfe;
  return new TextDecoder(isUtf16 ? "utf-16le" : "utf-8").decode(bytes);
}
