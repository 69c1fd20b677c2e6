/** The options that say where this product's settings are, for products with names of their own. */

/** How to find this product's settings in a file. */
export interface ProductNames {
  readonly domain?: string;
  readonly registryKey?: string;
}

export const productHelp = `  --domain NAME         macOS preference domain; dev.latchkey.desktop by default
  --registry-key KEY    Windows policy key, without its hive;
                        SOFTWARE\\Policies\\Latchkey by default`;

export const productOptions = {
  domain: { type: "string" },
  "registry-key": { type: "string" },
} as const;

/** What was given of {@link productOptions}. */
export function productNamesOf(given: {
  readonly domain?: string | undefined;
  readonly "registry-key"?: string | undefined;
}): ProductNames {
  const { domain, "registry-key": registryKey } = given;
  return {
    ...(domain === undefined ? {} : { domain }),
    ...(registryKey === undefined ? {} : { registryKey }),
  };
}
