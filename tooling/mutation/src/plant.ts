/** Puts a mutant's bug into the text of its file. */
import { parseAst } from "vitest/node";
import type { Mutant } from "./mutant.ts";

/** @throws {Error} when the mutant is stale, changes nothing, or leaves no program behind. */
export function plant({ name, file, find, replace }: Mutant, text: string): string {
  const occurrences = text.split(find).length - 1;
  if (occurrences !== 1)
    throw new Error(`${name}: "${find}" occurs ${occurrences} times in ${file}, expected once`);
  if (find === replace) throw new Error(`${name}: changes nothing`);
  const planted = text.replace(find, () => replace);
  try {
    parseAst(planted, { lang: "ts" });
  } catch (cause) {
    throw new Error(`${name}: ${file} is no program any more`, { cause });
  }
  return planted;
}
