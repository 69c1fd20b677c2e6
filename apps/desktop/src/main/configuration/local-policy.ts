/** This computer's own configuration: a file of the person's, which counts only where management sets nothing. */
import type { Applied } from "../../shared/configuration-schema.ts";
import type { ExaminedPolicy } from "./examine-draft.ts";
import { exportFile } from "./export-file.ts";
import { readPolicyInForce } from "./policy-in-force.ts";
import type { PolicyPlaces } from "./policy-in-force.ts";
import { removeFile, writeWhole } from "./write-file.ts";
import type { WriteResult } from "./write-file.ts";

export type LocalPlaces = PolicyPlaces & { readonly localPolicy: string };

/** In the app's own folder. */
export const LOCAL_POLICY_FILE = "local-settings.json";

/** Writes it. What is not complete yet is written too; what breaks a rule, or a secret without consent, is refused. */
export async function applyLocally(
  places: LocalPlaces,
  policy: ExaminedPolicy,
  includeSecrets: boolean,
): Promise<Applied> {
  const managed = await managing(places);
  if (managed.length > 0) return { status: "managed", sources: managed };
  const file = exportFile(policy, { format: "json", scope: "user", includeSecrets });
  if (file.status === "refused") return file;
  const leftOut = file.findings.filter(({ code }) => code === "secret-left-out");
  if (leftOut.length > 0) {
    return { status: "refused", findings: leftOut.map((finding) => ({ ...finding, severity: "error" })) };
  }
  return applied(await writeWhole(places.localPolicy, file.bytes, { isPrivate: true }));
}

export async function removeLocalPolicy(places: LocalPlaces): Promise<Applied> {
  const managed = await managing(places);
  if (managed.length > 0) return { status: "managed", sources: managed };
  return applied(await removeFile(places.localPolicy));
}

/** Read again: management may have come since the window was drawn. */
async function managing(places: LocalPlaces): Promise<string[]> {
  const { origin, snapshot } = await readPolicyInForce(places);
  if (origin !== "managed") return [];
  return snapshot.sources.filter(({ inForce }) => inForce).map(({ name }) => name);
}

function applied(result: WriteResult): Applied {
  return result.status === "written" ? { status: "applied" } : result;
}
