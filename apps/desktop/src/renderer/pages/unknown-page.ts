/** What shows when the main process sends what this window cannot show: an honest sentence instead of nothing. */
import { text } from "../i18n/text.ts";
import { problem } from "../model/page.ts";
import type { Page } from "../model/page.ts";

export const unknownPage: Page = problem("unknown", text("unknown.heading"), {
  body: [text("unknown.body")],
});
