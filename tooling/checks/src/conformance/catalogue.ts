/** Everything that docs/conformance.md lists, and what is left out of it. */

import { boundaries, gaps } from "./cases.ts";
import type { Catalogue } from "./requirement.ts";
import { rfc8628 } from "./rfc8628.ts";
import { vectors } from "./vectors.ts";

const AWS_CONFIGURATION = "nothing here reads `~/.aws`; tests show that it has no influence";

export const catalogue: Catalogue = {
  groups: [rfc8628, ...vectors, boundaries, gaps],
  excepted: {
    A9: "a record is one encrypted file; only a 32-byte key is in the operating system's store",
    J1: AWS_CONFIGURATION,
    P5: AWS_CONFIGURATION,
  },
};
