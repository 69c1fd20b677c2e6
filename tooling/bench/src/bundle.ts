/** Bundles a program as an app ships it: one minified file, which reads its code from Node's compile cache. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { rolldown } from "rolldown";

/** @returns the path of the program to start. */
export async function bundleProgram(script: string, folder: string): Promise<string> {
  const bundle = await rolldown({ input: join(import.meta.dirname, `${script}.ts`), platform: "node" });
  const file = join(folder, `${script}.mjs`);
  await bundle.write({ file, format: "esm", minify: true, codeSplitting: false });
  await bundle.close();
  const entry = join(folder, `${script}-entry.mjs`);
  const cache = JSON.stringify(join(folder, "compile-cache"));
  writeFileSync(
    entry,
    `import { enableCompileCache } from "node:module";\nenableCompileCache(${cache});\nawait import("./${script}.mjs");\n`,
  );
  return entry;
}
