/**
 * Who publishes a package. Debian wants a person who answers mail, and a page about the program; whoever builds knows both, and
 * no file here does. Only the deb has them, so only that needs them.
 */
import type { Configuration } from "electron-builder";

export const MAINTAINER_VARIABLE = "LATCHKEY_MAINTAINER";
export const HOMEPAGE_VARIABLE = "LATCHKEY_HOMEPAGE";

type Environment = Readonly<Record<string, string | undefined>>;

const NAME_AND_ADDRESS = /^[^<>\n]*[^<>\s] <[^<>@\s]+@[^<>@\s]+>$/;

/** @returns what is missing for a deb, in one line. */
export function publisherProblem(environment: Environment): string | undefined {
  if (!NAME_AND_ADDRESS.test(environment[MAINTAINER_VARIABLE] ?? ""))
    return `A deb names who answers for it: set ${MAINTAINER_VARIABLE} to "Name <mail address>", or pack the folder only with --dir.`;
  if (!/^https:\/\/\S+$/.test(environment[HOMEPAGE_VARIABLE] ?? ""))
    return `A deb names a page about the program: set ${HOMEPAGE_VARIABLE} to its https address, or pack the folder only with --dir.`;
  return undefined;
}

/** electron-builder's options; none where nobody is named. */
export function publisherOptions(environment: Environment): {
  readonly linux: Pick<NonNullable<Configuration["linux"]>, "maintainer">;
  readonly app: Pick<Configuration, "extraMetadata">;
} {
  const { [MAINTAINER_VARIABLE]: maintainer, [HOMEPAGE_VARIABLE]: homepage } = environment;
  return {
    linux: maintainer === undefined ? {} : { maintainer },
    app: homepage === undefined ? {} : { extraMetadata: { homepage } },
  };
}
