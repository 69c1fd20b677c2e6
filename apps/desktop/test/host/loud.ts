/** Says what is missing: using a member that the host does not emulate throws its name, instead of giving undefined. */
const ASKED_BY_NODE: ReadonlySet<PropertyKey> = new Set(["then", "toJSON", "default", "domain"]);

export function loud<Module extends object>(name: string, module: Module): Module {
  return new Proxy(module, {
    get(target, key, receiver) {
      if (key in target || typeof key === "symbol" || ASKED_BY_NODE.has(key) || key.startsWith("_"))
        return Reflect.get(target, key, receiver) as unknown;
      throw new Error(`electron.${name}.${key} is not emulated by the Chromium host`);
    },
  });
}
