#!/usr/bin/env node
/** The bin inside this repository: it runs the sources, so that a fresh clone needs no build. */
import { registerHooks } from "node:module";

/** The workspace's packages point to their build output; here, their sources stand in for it. */
registerHooks({
  resolve: (specifier, context, next) => {
    const [, name] = /^@latchkey\/([a-z-]+)$/.exec(specifier) ?? [];
    const source =
      name === undefined ? specifier : new URL(`../../${name}/src/index.ts`, import.meta.url).href;
    return next(source, context);
  },
});

await import("../src/bin/latchkey-policy.ts");
