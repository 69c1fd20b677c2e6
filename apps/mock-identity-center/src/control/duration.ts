/** Lengths of time as people write them. */

import { z } from "zod";

const units: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };
const iso = /^P(?!$)(?:(\d+)W)?(?:(\d+)D)?(?:T(?!$)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d{1,3})?)S)?)?$/;
const isoUnits = [604_800_000, 86_400_000, 3_600_000, 60_000, 1000];

/** Milliseconds of `PT1H30M` (ISO 8601 without years and months), `90s`, `500ms`, `2h`; undefined for anything else. */
export function parseDuration(text: string): number | undefined {
  const [, amount, unit = ""] = /^(\d{1,15})(ms|[smhd])$/.exec(text) ?? [];
  if (amount !== undefined) return Number(amount) * (units[unit] ?? 1);
  const parts = iso.exec(text)?.slice(1);
  return parts?.reduce((sum, part, index) => sum + Number(part ?? 0) * (isoUnits[index] ?? 0), 0);
}

export const durationSchema: z.ZodType<string> = z
  .string()
  .max(64)
  .refine((text) => parseDuration(text) !== undefined, "expected a duration such as PT1H30M, 90s or 500ms")
  .meta({ description: "ISO 8601 without years and months (PT1H30M), or a number with ms, s, m, h or d" });
