/** Everything that people install has a changeset or a changelog, and changesets name what exists. */

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Check, Finding } from "../run-checks.ts";
import { publishedMembers, readMembers } from "../workspace.ts";

export const changesets: Check = {
  name: "changesets",
  needsBuild: false,
  run: (root) => Promise.resolve(findChangesetProblems(root)),
};

export function findChangesetProblems(root: string): readonly Finding[] {
  const known = new Set(readMembers(root).map(({ manifest }) => manifest.name));
  const files = changesetFiles(root).map((file) =>
    parseChangeset(file, readFileSync(join(root, file), "utf8")),
  );
  const named = new Set(files.flatMap((changeset) => changeset.names));
  const unknown = files.flatMap(({ file, names }) =>
    names
      .filter((name) => !known.has(name))
      .map((name) => ({ file, message: `Names '${name}', which does not exist.` })),
  );
  const silent = publishedMembers(root)
    .filter(
      ({ manifest, directory }) => !named.has(manifest.name) && !existsSync(join(directory, "CHANGELOG.md")),
    )
    .map(({ path, manifest }) => ({
      file: path,
      message: `No changeset names '${manifest.name}'. Run 'pnpm changeset'.`,
    }));
  return [...files.flatMap((changeset) => changeset.problems), ...unknown, ...silent];
}

interface Changeset {
  readonly file: string;
  readonly names: readonly string[];
  readonly problems: readonly Finding[];
}

const RELEASE = /^(?<quote>["']?)(?<name>[^"':]+)\k<quote>: *(?:major|minor|patch)$/;

/** Reads the packages and the text of a changeset; a line that it cannot read is a problem. */
export function parseChangeset(file: string, text: string): Changeset {
  const [, frontMatter, body] = /^---\n([^]*?)\n?---\n([^]*)$/.exec(text.replaceAll("\r\n", "\n")) ?? [];
  if (frontMatter === undefined || body === undefined) {
    return {
      file,
      names: [],
      problems: [{ file, message: "Expected a front matter between two lines '---'." }],
    };
  }
  const lines = frontMatter.split("\n").filter((line) => line.trim() !== "");
  const releases = lines.map((line) => RELEASE.exec(line.trim())?.groups?.["name"]);
  const problems = releases.includes(undefined)
    ? [{ file, message: `Expected lines such as '"@latchkey/secret": minor' in the front matter.` }]
    : [];
  const silent =
    body.trim() === "" ? [{ file, message: "Expected a sentence for the package's users." }] : [];
  return { file, names: releases.filter((name) => name !== undefined), problems: [...problems, ...silent] };
}

function changesetFiles(root: string): readonly string[] {
  if (!existsSync(join(root, ".changeset"))) return [];
  return readdirSync(join(root, ".changeset"))
    .filter((name) => name.endsWith(".md") && name !== "README.md")
    .toSorted()
    .map((name) => `.changeset/${name}`);
}
