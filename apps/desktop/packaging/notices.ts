/** The licences of everything by others that a package contains, as their authors ask. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license?: string;
  readonly private?: boolean;
}

const LICENCE_FILE = /^(?:licen[cs]e|copying|notice)(?:[.-].*)?$/i;
/** Ours, by name; their licence is the app's own. */
const OWN = /^@latchkey\//;

/** @param folders of packages; the same package twice counts once. @throws {Error} for one without any licence. */
export function thirdPartyNotices(folders: Iterable<string>): string {
  const notices = [...new Set(folders)].flatMap((folder) => {
    const manifest = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as Manifest;
    return OWN.test(manifest.name) ? [] : [{ ...manifest, text: licenceText(folder, manifest) }];
  });
  const sections = new Map(
    notices.map(({ name, version, license, text }) => [
      `${name} ${version}`,
      `${name} ${version} (${license ?? "see below"})\n\n${text}`,
    ]),
  );
  const sorted = [...sections].toSorted(([a], [b]) => a.localeCompare(b, "en")).map(([, section]) => section);
  return `${sorted.join(`\n\n${"-".repeat(80)}\n\n`)}\n`;
}

function licenceText(folder: string, { name, license }: Manifest): string {
  const files = readdirSync(folder)
    .filter((file) => LICENCE_FILE.test(file))
    .toSorted();
  const texts = files.map((file) => readFileSync(join(folder, file), "utf8").trim());
  if (texts.length > 0) return texts.join("\n\n");
  if (license === undefined) throw new Error(`${name} says nothing about its licence.`);
  return `Licensed under ${license}; the package holds no text of it.`;
}
