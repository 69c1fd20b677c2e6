/** Every mutant, package after package. Survivors carry their reason. */
import type { Mutant } from "../mutant.ts";
import { desktop } from "./desktop.ts";
import { oidcDeviceFlow } from "./oidc-device-flow.ts";
import { roleCredentials } from "./role-credentials.ts";

export const mutants: readonly Mutant[] = [...oidcDeviceFlow, ...roleCredentials, ...desktop];
