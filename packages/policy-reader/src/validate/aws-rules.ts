/** Rules of the AWS values: regions, the start URL, the account and the permission set. */
import { isRegion, parseStartUrl } from "@latchkey/aws-partitions";
import { warning } from "../diagnostic.ts";
import { accept, malformed, type Outcome } from "./outcome.ts";

/** Region names go into host names, so nothing that is not one may pass. */
export function checkRegion(text: string): Outcome {
  if (isRegion(text)) return accept(text);
  const lower = text.toLowerCase();
  if (isRegion(lower)) return accept(lower, warning("value-normalised", "write the region in lower case"));
  if (/^[a-z-]+-\d{1,2}[a-z]$/.test(lower)) {
    return malformed(
      "an availability zone; leave out its last letter to name the region",
      "availability-zone",
    );
  }
  return malformed("expected an AWS region such as us-east-1");
}

export function checkStartUrl(text: string): Outcome {
  const parsed = parseStartUrl(text);
  if (parsed.status === "valid") return accept(parsed.startUrl);
  return malformed(parsed.message, parsed.reason === "not-an-aws-portal" ? parsed.reason : "malformed-value");
}

export function checkAccountId(text: string): Outcome {
  if (/^\d{12}$/.test(text)) return accept(text);
  if (/^\d{4}-\d{4}-\d{4}$/.test(text)) return malformed("expected 12 digits; leave out the hyphens");
  return malformed("expected the 12 digits of an AWS account ID");
}

/** @see https://docs.aws.amazon.com/singlesignon/latest/APIReference/API_PermissionSet.html */
export function checkRoleName(text: string): Outcome {
  if (/^(?:AWSReservedSSO_|arn:)/.test(text)) {
    return malformed("an IAM role; expected the name of the permission set, as IAM Identity Center shows it");
  }
  if (/^[A-Za-z0-9_+=,.@-]{1,32}$/.test(text)) return accept(text);
  return malformed("expected the name of a permission set: 1 to 32 letters, digits or _+=,.@-");
}
