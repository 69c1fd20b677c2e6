/** The English texts and the fields of the administrative template. */
import { policyCatalogue, type PolicyKey } from "../catalogue.ts";
import {
  categoryName,
  PRODUCT_STRING,
  SUPPORTED_STRING,
  TEMPLATE_NAMESPACE,
  TEMPLATE_REVISION,
} from "./admx.ts";
import type { ResolvedExportOptions } from "./export-options.ts";
import { explainKey, USE_TITLES } from "./key-text.ts";
import { element, xmlDocument } from "./xml-text.ts";

export function encodeAdml({ productName }: ResolvedExportOptions): Uint8Array {
  return xmlDocument(
    element(
      "policyDefinitionResources",
      { xmlns: TEMPLATE_NAMESPACE, revision: TEMPLATE_REVISION, schemaVersion: "1.0" },
      [
        element("displayName", {}, `${productName} policy`),
        element(
          "description",
          {},
          `How ${productName} is managed and how it authenticates to Amazon Bedrock.`,
        ),
        element("resources", {}, [
          element("stringTable", {}, strings(productName)),
          element("presentationTable", {}, presentations()),
        ]),
      ],
    ),
  );
}

function strings(productName: string): readonly string[] {
  return [
    string(PRODUCT_STRING, productName),
    string(SUPPORTED_STRING, `${productName} for Windows`),
    ...Object.entries(USE_TITLES).map(([use, title]) => string(categoryName(use), title)),
    ...policyCatalogue.flatMap((row) => [
      string(row.key, row.label),
      string(`${row.key}_Explain`, explainKey(row)),
      ...(row.choices ?? []).map((choice) => string(`${row.key}_${choice}`, choice)),
    ]),
  ];
}

function string(id: string, text: string): string {
  return element("string", { id }, text);
}

function presentations(): readonly string[] {
  return policyCatalogue
    .filter(({ type }) => type !== "boolean")
    .map((row) => element("presentation", { id: row.key }, [field(row)]));
}

/** Numbers start at what holds anyway, or at a sensible value: the editor writes what it shows. */
function field({ key, label, choices, range, default: fallback, example }: PolicyKey): string {
  const refId = key;
  if (choices !== undefined) return element("dropdownList", { refId, noSort: "true" }, label);
  if (range === undefined) return element("textBox", { refId }, [element("label", {}, label)]);
  return element("decimalTextBox", { refId, defaultValue: fallback ?? example ?? String(range[0]) }, label);
}
