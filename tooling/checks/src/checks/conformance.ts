/** Every vector and every section has a test that names it, and docs/conformance.md says which. */

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { catalogue } from "../conformance/catalogue.ts";
import { filesFor, readTestCases } from "../conformance/evidence.ts";
import type { TestCase } from "../conformance/evidence.ts";
import { PAGE, renderPage, WRITE_PAGE } from "../conformance/page.ts";
import { vectorsOf } from "../conformance/requirement.ts";
import type { Catalogue, Requirement } from "../conformance/requirement.ts";
import type { Check, Finding } from "../run-checks.ts";

export const conformance: Check = {
  name: "conformance",
  needsBuild: false,
  run: (root) => Promise.resolve(findConformanceProblems(root, catalogue)),
};

export function findConformanceProblems(root: string, { groups, excepted }: Catalogue): readonly Finding[] {
  const requirements = groups.flatMap((group) => group.requirements);
  const cases = readTestCases(root);
  return [
    ...withoutTest(requirements, excepted, cases),
    ...wrongExceptions(requirements, excepted, cases),
    ...unknownVectors(requirements, cases),
    ...stalePage(root, { groups, excepted }, cases),
  ];
}

function withoutTest(
  requirements: readonly Requirement[],
  excepted: Catalogue["excepted"],
  cases: readonly TestCase[],
): readonly Finding[] {
  return requirements
    .filter((requirement) => !(requirement.id in excepted) && filesFor(requirement, cases).length === 0)
    .map(({ id, says }) => ({ message: `No test's title names ${id}: ${says}.` }));
}

function wrongExceptions(
  requirements: readonly Requirement[],
  excepted: Catalogue["excepted"],
  cases: readonly TestCase[],
): readonly Finding[] {
  return Object.keys(excepted).flatMap((id) => {
    const requirement = requirements.find((known) => known.id === id);
    if (requirement === undefined) return [{ message: `${id} is left out, but is in no table.` }];
    const [file] = filesFor(requirement, cases);
    return file === undefined ? [] : [{ file, message: `${id} is left out, but has a test: list it.` }];
  });
}

/** A slip of the pen in a title would otherwise count for nothing, in silence. */
function unknownVectors(
  requirements: readonly Requirement[],
  cases: readonly TestCase[],
): readonly Finding[] {
  const known = new Set(requirements.map(({ id }) => id));
  return cases.flatMap(({ file, line, title }) =>
    vectorsOf(title)
      .filter((id) => !known.has(id))
      .map((id) => ({ file, line, message: `The title names ${id}, which is no vector.` })),
  );
}

function stalePage(root: string, wanted: Catalogue, cases: readonly TestCase[]): readonly Finding[] {
  const path = join(root, PAGE);
  const page = existsSync(path) ? readFileSync(path, "utf8").replaceAll("\r\n", "\n") : "";
  return page === renderPage(wanted, cases)
    ? []
    : [{ file: PAGE, message: `Is not what the tests say now. Run '${WRITE_PAGE}'.` }];
}
