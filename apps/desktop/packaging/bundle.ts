/** Bundles one entry with everything that it imports, and says whose code that is. */
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { rolldown } from "rolldown";

export interface BundleOptions {
  readonly input: string;
  readonly output: string;
  /** Packages that the bundle imports when it runs. */
  readonly external: readonly string[];
}

/** The folders of the packages that a bundle is made of. */
export type BundledPackages = ReadonlySet<string>;

/** @param output `undefined` to look only. One readable file without a source map. */
export async function bundle({
  input,
  output,
  external,
}: Omit<BundleOptions, "output"> & { readonly output: string | undefined }): Promise<BundledPackages> {
  await using made = await rolldown({ input, platform: "node", external: [...external] });
  const options = { format: "esm", codeSplitting: false, comments: { legal: true } } as const;
  const result =
    output === undefined ? await made.generate(options) : await made.write({ ...options, file: output });
  const modules = result.output.flatMap((chunk) => (chunk.type === "chunk" ? chunk.moduleIds : []));
  return new Set(modules.filter((path) => existsSync(path)).map(packageFolder));
}

/** The folder with the manifest that names the package; a folder inside may have one that only sets a module's type. */
function packageFolder(path: string): string {
  let folder = dirname(path);
  while (!namesPackage(join(folder, "package.json"))) folder = dirname(folder);
  return folder;
}

function namesPackage(manifest: string): boolean {
  return existsSync(manifest) && "version" in (JSON.parse(readFileSync(manifest, "utf8")) as object);
}
