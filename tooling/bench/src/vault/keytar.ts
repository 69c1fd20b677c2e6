/** keytar in this process, as a program without the vault would use it. */
import { createRequire } from "node:module";

export interface Keytar {
  getPassword(service: string, account: string): Promise<string | null>;
  setPassword(service: string, account: string, value: string): Promise<void>;
}

export function loadKeytar(): Keytar {
  const vault = new URL("../../../../packages/token-vault/package.json", import.meta.url);
  return createRequire(vault)("keytar") as Keytar;
}
