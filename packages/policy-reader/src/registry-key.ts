/** Names of registry keys below a hive, as options take them. */

/** What an error says of a name that is none. */
export const REGISTRY_KEY_EXPECTED: string = String.raw`a key below the hive, without the hive, such as SOFTWARE\Policies\Example`;

/** Names without brackets, which a `.reg` file could not hold, and with a single backslash between them. */
const KEY = /^[^\u0000-\u001f\\[\]]+(?:\\[^\u0000-\u001f\\[\]]+)*$/;
const HIVE = /^(?:Computer|HK(?:LM|CU|CR|CC|U|EY_[A-Z_]+))(?:\\|$)/i;

/** With a hive in front, the key would exist nowhere, and a policy would look absent. */
export function isRegistryKey(name: string): boolean {
  return KEY.test(name) && !HIVE.test(name);
}
