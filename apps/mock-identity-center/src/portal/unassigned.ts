/** What asking for a role or an account without an assignment is answered. */

import type { InstanceSettings } from "../seed/settings.ts";
import type { PortalErrorType } from "./portal-answer.ts";

export interface Unassigned {
  readonly type: PortalErrorType;
  readonly message: string;
}

const answers: Readonly<Record<InstanceSettings["unassignedRole"], Unassigned>> = {
  forbidden: { type: "ForbiddenException", message: "No access" },
  "not-found": { type: "ResourceNotFoundException", message: "Role not found" },
};

export function unassigned({ unassignedRole }: InstanceSettings): Unassigned {
  return answers[unassignedRole];
}
