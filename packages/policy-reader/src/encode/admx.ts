/**
 * The catalogue as an administrative template. Every setting writes REG_SZ directly below the policy key: the
 * product reads neither REG_MULTI_SZ nor subkeys, so lists are one text and nothing uses `list` or `multiText`.
 */
import { policyCatalogue, type PolicyKey } from "../catalogue.ts";
import { USE_TITLES } from "./key-text.ts";
import type { ResolvedExportOptions } from "./export-options.ts";
import { element, xmlDocument } from "./xml-text.ts";

/** The namespace of both files of a template, and the revision that ties them together. */
export const TEMPLATE_NAMESPACE = "http://schemas.microsoft.com/GroupPolicy/2006/07/PolicyDefinitions";
export const TEMPLATE_REVISION = "1.0";
/** The names of strings that belong to no key. */
export const PRODUCT_STRING = "Product";
export const SUPPORTED_STRING = "Supported";
export const categoryName = (use: string): string => `Category_${use.replaceAll("-", "_")}`;

/** The editor cuts texts at 1023 characters unless told otherwise. */
const LONGEST_TEXT = "16384";

/** @see https://learn.microsoft.com/openspecs/windows_protocols/ms-gpreg/81a89003-5121-4216-b788-fde8daa71c78 */
export function encodeAdmx(options: ResolvedExportOptions): Uint8Array {
  const prefix = options.productName.replaceAll(/[^A-Za-z0-9]+/g, "") || "product";
  return xmlDocument(
    element(
      "policyDefinitions",
      { xmlns: TEMPLATE_NAMESPACE, revision: TEMPLATE_REVISION, schemaVersion: "1.0" },
      [
        element("policyNamespaces", {}, [
          element("target", { prefix: prefix.toLowerCase(), namespace: `${prefix}.Policies` }),
        ]),
        element("resources", { minRequiredRevision: TEMPLATE_REVISION }),
        element("supportedOn", {}, [element("definitions", {}, [named("definition", SUPPORTED_STRING)])]),
        element("categories", {}, categories()),
        element(
          "policies",
          {},
          policyCatalogue.map((row) => policy(row, options.registryKey)),
        ),
      ],
    ),
  );
}

function categories(): readonly string[] {
  const parent = element("parentCategory", { ref: PRODUCT_STRING });
  const groups = Object.keys(USE_TITLES).map((use) => named("category", categoryName(use), [parent]));
  return [named("category", PRODUCT_STRING), ...groups];
}

function named(tag: string, name: string, content: readonly string[] = []): string {
  return element(tag, { name, displayName: `$(string.${name})` }, content);
}

/** A boolean is the setting's own state; everything else has a field in it. */
function policy(row: PolicyKey, key: string): string {
  const { key: name, type, use } = row;
  const isBoolean = type === "boolean";
  return element(
    "policy",
    {
      name,
      class: "Both",
      displayName: `$(string.${name})`,
      explainText: `$(string.${name}_Explain)`,
      presentation: isBoolean ? undefined : `$(presentation.${name})`,
      key,
      valueName: isBoolean ? name : undefined,
    },
    [
      element("parentCategory", { ref: categoryName(use) }),
      element("supportedOn", { ref: SUPPORTED_STRING }),
      ...(isBoolean
        ? [
            element("enabledValue", {}, [element("string", {}, "true")]),
            element("disabledValue", {}, [element("string", {}, "false")]),
          ]
        : [element("elements", {}, [field(row)])]),
    ],
  );
}

function field({ key, choices, range }: PolicyKey): string {
  const attributes = { id: key, valueName: key, required: "true" };
  if (choices !== undefined)
    return element(
      "enum",
      attributes,
      choices.map((choice) => item(key, choice)),
    );
  if (range === undefined) return element("text", { ...attributes, maxLength: LONGEST_TEXT });
  const limits = { minValue: String(range[0]), maxValue: String(range[1]) };
  return element("decimal", { ...attributes, ...limits, storeAsText: "true" });
}

function item(key: string, choice: string): string {
  return element("item", { displayName: `$(string.${key}_${choice})` }, [
    element("value", {}, [element("string", {}, choice)]),
  ]);
}
