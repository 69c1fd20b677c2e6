/** The sections of the window, and where each field of the catalogue stands. */
import type { FieldView } from "../../../shared/configuration-contract.ts";

export const SECTIONS = ["connection", "models", "behaviour", "export", "egress", "inspector"] as const;

export type SectionId = (typeof SECTIONS)[number];

/** The cards of the connection, in their order. */
export const CARDS = ["provider", "bedrock", "programs"] as const;

export type CardId = (typeof CARDS)[number];

/** The first that fits; what runs on the device is apart from what Bedrock is told. */
const CARD_OF_KEY: readonly (readonly [pattern: RegExp, card: CardId])[] = [
  [/^inferenceCredentialHelper|CliPath$/, "programs"],
  [/^inferenceBedrock/, "bedrock"],
];

export function cardOf({ key }: FieldView): CardId {
  return CARD_OF_KEY.find(([pattern]) => pattern.test(key))?.[1] ?? "provider";
}

export function fieldsOf(fields: readonly FieldView[], section: FieldView["section"]): readonly FieldView[] {
  return fields.filter((field) => field.section === section);
}
