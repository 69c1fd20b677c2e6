/** Accessibility checks by axe-core inside the page. */
import axe from "axe-core";
import type { AxeResults, RunOptions } from "axe-core";
import type { Page } from "playwright-core";

/** One line for each rule that is broken: rule, element, what to do. Says so, too, when axe could not decide. */
export async function findViolations(
  page: Page,
  options: RunOptions = {},
  within = "html",
): Promise<readonly string[]> {
  if (!(await page.evaluate(() => "axe" in globalThis))) await page.evaluate(axe.source);
  const { violations, incomplete } = await page.evaluate<AxeResults, [string, RunOptions]>(
    ([part, given]) => (globalThis as unknown as { axe: typeof axe }).axe.run(part, given),
    [within, { resultTypes: ["violations", "incomplete"], preload: false, ...options }],
  );
  return [...violations, ...incomplete].flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} at ${target.join(" ")}: ${failureSummary}`),
  );
}
