import { readFileSync } from "node:fs";
import { expect, it } from "vitest";

it.runIf(process.platform === "linux")(
  "scripts run on the Node of the lockfile, not on the machine's",
  () => {
    const manifest = readFileSync(new URL("../../../package.json", import.meta.url), "utf8");
    const { optionalDependencies } = JSON.parse(manifest) as { optionalDependencies: Record<string, string> };
    expect(process.versions.node).toBe(optionalDependencies[`node-linux-${process.arch}`]);
  },
);
