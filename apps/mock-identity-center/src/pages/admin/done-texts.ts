/** What a page says after an edit; the address names one of these, so that no link can put words into the mock's mouth. */

const texts = {
  "user-saved": "The user is saved.",
  "user-enabled": "The user is enabled.",
  "user-disabled": "The user is disabled. Their sign-ins no longer count.",
  "user-removed": "The user is deleted, with memberships, assignments and sessions.",
  "group-saved": "The group is saved.",
  "group-removed": "The group is deleted, with its assignments.",
  "account-saved": "The account is saved.",
  "account-removed": "The account is deleted, with its assignments.",
  "permission-set-saved": "The permission set is saved.",
  "permission-set-removed": "The permission set is deleted, with its assignments.",
  "assignment-saved": "The assignment is added.",
  "assignment-removed": "The assignment is removed.",
  "session-removed":
    "The session is deleted. Its tokens are refused from now on; role credentials it fetched live on.",
  "code-approved": "The code is approved.",
  "code-denied": "The code is denied.",
  "settings-saved": "The settings are saved. Sessions that exist keep their ends.",
  "clock-moved": "The clock is set.",
  "clock-frozen": "The clock stands still.",
  "clock-running": "The clock runs.",
  gone: "That one does not exist any more.",
} as const;

export type Done = keyof typeof texts;

export const doneTexts: ReadonlyMap<string, string> = new Map(Object.entries(texts));
