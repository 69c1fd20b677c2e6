/** Every fault that `pnpm faults` plants. */
import { CONFIGURATION_FAULTS } from "./configuration-faults.ts";
import type { Fault } from "./fault.ts";
import { SHELL_FAULTS } from "./shell-faults.ts";

export const FAULTS: readonly Fault[] = [...SHELL_FAULTS, ...CONFIGURATION_FAULTS];
