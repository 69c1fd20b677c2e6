/** The languages of the configuration window; apart from the main window's, which does not load these texts. */
import { enConfiguration } from "./en-configuration.ts";
import type { Gaps, Value } from "./text.ts";

export type ConfigurationKey = keyof typeof enConfiguration;
export type ConfigurationMessages = Readonly<Record<ConfigurationKey, string>>;

export const configurationCatalogs: Readonly<Record<string, ConfigurationMessages>> = { en: enConfiguration };

type Values<Key extends ConfigurationKey> = {
  readonly [Name in Gaps<(typeof enConfiguration)[Key]>]: Value;
};

/** A text of the configuration window with what fills its gaps. */
export interface Said {
  readonly key: ConfigurationKey;
  readonly values: Readonly<Record<string, Value>>;
}

export function say<Key extends ConfigurationKey>(
  key: Key,
  ...[values]: keyof Values<Key> extends never ? [] : [Values<Key>]
): Said {
  return { key, values: values ?? {} };
}
