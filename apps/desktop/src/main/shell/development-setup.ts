/**
 * What `pnpm start --mock` and the end-to-end tests hand to the app: a stand-in for AWS, and a policy of their own. A packaged
 * app accepts none of it.
 */
import { readFileSync } from "node:fs";
import { z } from "zod";

const FLAG = "--development-setup=";

const setupSchema = z.strictObject({
  /** A policy file in place of the managed sources. */
  policy: z.string(),
  endpoints: z.strictObject({
    oidc: z.url(),
    portal: z.url(),
    bedrock: z.url(),
    verificationOrigins: z.array(z.string()),
  }),
  /** `memory` forgets the sign-in with the app; `system` chooses as a packaged app does. */
  keyStore: z.enum(["system", "memory", "safe-storage"]),
});

export type DevelopmentSetup = z.infer<typeof setupSchema>;

/** @throws {Error} when a packaged app is given one, or the file is not one. */
export function readDevelopmentSetup(
  argv: readonly string[],
  isPackaged: boolean,
): DevelopmentSetup | undefined {
  const flag = argv.find((argument) => argument.startsWith(FLAG));
  if (flag === undefined) return undefined;
  if (isPackaged) throw new Error(`A packaged app does not accept ${FLAG.slice(0, -1)}`);
  const parsed = setupSchema.safeParse(JSON.parse(readFileSync(flag.slice(FLAG.length), "utf8")));
  if (parsed.success) return parsed.data;
  throw new Error(`The development setup is not valid: ${z.prettifyError(parsed.error)}`);
}
