/** This computer's own configuration: a file of the person's, which counts only where management sets nothing. */
import type { Applied } from "../../shared/configuration-schema.ts";
import { newProgram, notConfirmed } from "./confirm-program.ts";
import type { ConfirmProgram } from "./confirm-program.ts";
import type { ExaminedPolicy } from "./examine-draft.ts";
import { exportFile } from "./export-file.ts";
import { readPolicyInForce } from "./policy-in-force.ts";
import type { PolicyInForce, PolicyPlaces } from "./policy-in-force.ts";
import { removeFile, writeWhole } from "./write-file.ts";
import type { WriteResult } from "./write-file.ts";

export type LocalPlaces = PolicyPlaces & { readonly localPolicy: string };

/** In the app's own folder. */
export const LOCAL_POLICY_FILE = "local-settings.json";

/**
 * Writes it. What is not complete yet is written too; what breaks a rule, a secret without consent, or a program that nobody
 * confirmed, is refused.
 */
export async function applyLocally(
  places: LocalPlaces,
  policy: ExaminedPolicy,
  includeSecrets: boolean,
  confirmProgram: ConfirmProgram,
): Promise<Applied> {
  const inForce = await readPolicyInForce(places);
  const managed = managing(inForce);
  if (managed.length > 0) return { status: "managed", sources: managed };
  const file = exportFile(policy, { format: "json", scope: "user", includeSecrets });
  if (file.status === "refused") return file;
  const leftOut = file.findings.filter(({ code }) => code === "secret-left-out");
  if (leftOut.length > 0) {
    return { status: "refused", findings: leftOut.map((finding) => ({ ...finding, severity: "error" })) };
  }
  const program = newProgram(policy.decision, inForce.decision);
  if (program !== undefined && !(await confirmProgram(program))) {
    return { status: "refused", findings: [notConfirmed(program)] };
  }
  return applied(await writeWhole(places.localPolicy, file.bytes, { isPrivate: true }));
}

export async function removeLocalPolicy(places: LocalPlaces): Promise<Applied> {
  const managed = managing(await readPolicyInForce(places));
  if (managed.length > 0) return { status: "managed", sources: managed };
  return applied(await removeFile(places.localPolicy));
}

/** Of a policy that was just read: management may have come since the window was drawn. */
function managing({ origin, snapshot }: PolicyInForce): string[] {
  if (origin !== "managed") return [];
  return snapshot.sources.filter(({ inForce }) => inForce).map(({ name }) => name);
}

function applied(result: WriteResult): Applied {
  return result.status === "written" ? { status: "applied" } : result;
}
