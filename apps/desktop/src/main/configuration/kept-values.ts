/**
 * What of this computer's own configuration the form does not show, and must not lose: secrets that are not typed again, and
 * keys without a field. A page that was taken over could move such a secret elsewhere, so it is bound to its address.
 */
import type { AuthModeDecision, DecodedEntry, PolicyExportValues } from "@latchkey/policy-reader";
import type { Draft, FindingView } from "../../shared/configuration-schema.ts";
import type { PolicyInForce } from "./policy-in-force.ts";
import { hiddenValues } from "./policy-values.ts";

export interface KeptValues {
  /** Keys without a field, as a file has them. */
  readonly shown: Draft;
  readonly secrets: PolicyExportValues;
  /** The secrets as a file's entries. */
  readonly sealed: readonly DecodedEntry[];
  problemsOf(decision: AuthModeDecision): readonly FindingView[];
}

export const NOTHING_KEPT: KeptValues = { shown: {}, secrets: {}, sealed: [], problemsOf: () => [] };

const TOKEN = "inferenceBedrockBearerToken";

const TYPE_AGAIN: FindingView = {
  severity: "error",
  code: "secret-bound",
  key: TOKEN,
  message: "type it again: it was set for another Bedrock base URL, and is not sent to a new one",
};

/** @returns what stays unless the draft sets it; an empty text is a value too, and takes its place. */
export function keptValues({ snapshot, decision }: PolicyInForce, draft: Draft): KeptValues {
  const { fieldless, secrets } = hiddenValues(snapshot);
  const kept = secrets.filter(({ key }) => !Object.hasOwn(draft, key));
  const address = baseUrlOf(decision);
  return {
    shown: fieldless,
    secrets: Object.fromEntries(kept.map(({ key, value }) => [key, value])),
    sealed: kept.map(({ key, value, isText }) => ({
      key,
      rawType: isText ? "string" : "dictionary",
      value: { type: "sealed", was: isText ? "string" : "dictionary", text: value },
    })),
    problemsOf(next) {
      const to = baseUrlOf(next);
      const isMoved = to !== undefined && to !== address;
      return isMoved && kept.some(({ key }) => key === TOKEN) ? [TYPE_AGAIN] : [];
    },
  };
}

/** Without one, requests go to AWS itself. */
function baseUrlOf(decision: AuthModeDecision): string | undefined {
  return "bedrock" in decision ? decision.bedrock.baseUrl?.href : undefined;
}
