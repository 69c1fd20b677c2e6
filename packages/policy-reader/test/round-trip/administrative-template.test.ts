/** The ADMX and ADML files fit the schema's structure, each other, and what the product reads. */
import { beforeAll, describe, expect, it } from "vitest";
import { policyCatalogue } from "../../src/catalogue.ts";
import { decodePolicy } from "../../src/decode/decode-policy.ts";
import { regFile, regLine } from "../../src/encode/reg.ts";
import { readPolicy } from "../../src/read-policy.ts";
import { childNamed, elementsNamed, parseXml, type XmlElement } from "../support/parse-xml.ts";
import { exported } from "./expect-policy.ts";

const NAMESPACE = "http://schemas.microsoft.com/GroupPolicy/2006/07/PolicyDefinitions";
/** The types that may hold a setting, and the control that shows each. */
const CONTROLS: Readonly<Record<string, string>> = {
  text: "textBox",
  decimal: "decimalTextBox",
  enum: "dropdownList",
};

let admx: XmlElement;
let adml: XmlElement;

beforeAll(async () => {
  [admx, adml] = await Promise.all([parseXml(exported("admx")), parseXml(exported("adml"))]);
}, 30_000);

const idsOf = (table: string, name: string): readonly string[] =>
  elementsNamed(childNamed(childNamed(adml, "resources"), table), name).map(
    ({ attributes }) => attributes["id"] ?? "",
  );

const policies = (): readonly XmlElement[] => childNamed(admx, "policies").children;

/** An attribute of every element of that name that has it. */
function attributesOf(tag: string, attribute: string): readonly string[] {
  return elementsNamed(admx, tag).flatMap(({ attributes }) => attributes[attribute] ?? []);
}

/** What a policy editor shows for a reference such as `$(string.id)`. */
function referencesIn(element: XmlElement): readonly string[] {
  const own = Object.values(element.attributes).filter((value) => value.startsWith("$("));
  return [...own, ...element.children.flatMap(referencesIn)];
}

/** The registry text that a policy writes when it is enabled with this value. */
function writtenBy(policy: XmlElement, value: string): { readonly name: string; readonly text: string } {
  const name = policy.attributes["valueName"];
  if (name !== undefined) {
    const state = childNamed(policy, value === "true" ? "enabledValue" : "disabledValue");
    return { name, text: childNamed(state, "string").text };
  }
  const [field] = childNamed(policy, "elements").children;
  return { name: field?.attributes["valueName"] ?? "", text: value };
}

describe("the administrative template", { timeout: 30_000 }, () => {
  it("has the elements of the schema in the schema's order, in its namespace and in one revision", () => {
    expect([admx.name, ...admx.children.map(({ name }) => name)]).toEqual([
      "policyDefinitions",
      "policyNamespaces",
      "resources",
      "supportedOn",
      "categories",
      "policies",
    ]);
    expect([adml.name, ...adml.children.map(({ name }) => name)]).toEqual([
      "policyDefinitionResources",
      "displayName",
      "description",
      "resources",
    ]);
    for (const root of [admx, adml]) {
      expect(root.namespace).toBe(NAMESPACE);
      expect(root.attributes).toEqual({ revision: "1.0", schemaVersion: "1.0" });
    }
    expect(childNamed(admx, "resources").attributes).toEqual({ minRequiredRevision: "1.0" });
  });

  it("has exactly one policy for every key, which writes exactly that name below the policy key", () => {
    expect(policies().map(({ attributes }) => attributes["name"])).toEqual(
      policyCatalogue.map(({ key }) => key),
    );
    for (const policy of policies()) {
      expect(policy.attributes).toMatchObject({ class: "Both", key: String.raw`SOFTWARE\Policies\Latchkey` });
      expect(writtenBy(policy, "true").name).toBe(policy.attributes["name"]);
    }
  });

  it("uses every string and presentation, and refers to none that is missing", () => {
    const strings = idsOf("stringTable", "string").map((id) => `$(string.${id})`);
    const presentations = idsOf("presentationTable", "presentation").map((id) => `$(presentation.${id})`);
    const defined = [...strings, ...presentations];
    expect(new Set(defined).size).toBe(defined.length);
    expect(new Set(referencesIn(admx))).toEqual(new Set(defined));
    // The schema's own pattern, which allows no hyphen.
    for (const reference of defined)
      expect(reference).toMatch(/^\$\((?:string|presentation)\.[\p{L}\p{N}_]+\)$/u);
  });

  it("refers only to categories and definitions that exist", () => {
    expect(attributesOf("parentCategory", "ref")).toHaveLength(policyCatalogue.length + 4);
    for (const ref of attributesOf("parentCategory", "ref")) {
      expect(attributesOf("category", "name")).toContain(ref);
    }
    expect(attributesOf("supportedOn", "ref")).toHaveLength(policyCatalogue.length);
    for (const ref of attributesOf("supportedOn", "ref")) {
      expect(attributesOf("definition", "name")).toContain(ref);
    }
  });

  it("writes REG_SZ only, through fields that the presentation shows", () => {
    const table = childNamed(childNamed(adml, "resources"), "presentationTable");
    for (const policy of policies().filter(({ attributes }) => attributes["valueName"] === undefined)) {
      const [field, ...others] = childNamed(policy, "elements").children;
      expect(others).toEqual([]);
      expect(Object.keys(CONTROLS)).toContain(field?.name);
      expect(field?.attributes).not.toHaveProperty("expandable");
      expect(field?.attributes["storeAsText"]).toBe(field?.name === "decimal" ? "true" : undefined);
      const presentation = table.children.find(
        ({ attributes }) => attributes["id"] === policy.attributes["name"],
      );
      expect(presentation?.children.map(({ name, attributes }) => [name, attributes["refId"]])).toEqual([
        [CONTROLS[field?.name ?? ""], field?.attributes["id"]],
      ]);
    }
    const values = elementsNamed(admx, "value").flatMap(({ children }) => children);
    expect(new Set(values.map(({ name }) => name))).toEqual(new Set(["string"]));
  });

  it("starts a number at a value that its own limits and the reader accept", () => {
    for (const box of elementsNamed(adml, "decimalTextBox")) {
      const field = elementsNamed(admx, "decimal").find(
        ({ attributes }) => attributes["id"] === box.attributes["refId"],
      );
      const value = Number(box.attributes["defaultValue"]);
      expect(value).toBeGreaterThanOrEqual(Number(field?.attributes["minValue"]));
      expect(value).toBeLessThanOrEqual(Number(field?.attributes["maxValue"]));
    }
  });

  it("starts a number at what holds without it, because the editor writes what it shows", () => {
    const starts = elementsNamed(adml, "decimalTextBox").map(({ attributes }) => [
      attributes["refId"],
      attributes["defaultValue"],
    ]);
    expect(Object.fromEntries(starts)).toMatchObject({
      inferenceCredentialHelperTtlSec: "3600",
      inferenceCredentialHelperTimeoutSec: "60",
      configRecheckIntervalMinutes: "10",
    });
  });

  it("takes the longest value of every key, and no empty one: a blank is a value to the machine's rule", () => {
    const fields = policies()
      .filter(({ attributes }) => attributes["valueName"] === undefined)
      .flatMap((policy) => childNamed(policy, "elements").children);
    expect(new Set(fields.map(({ attributes }) => attributes["required"]))).toEqual(new Set(["true"]));
    // A bearer token may have 8192 characters; the editor's own limit is 1023.
    for (const { attributes } of elementsNamed(admx, "text"))
      expect(Number(attributes["maxLength"])).toBeGreaterThanOrEqual(8192);
  });

  it("says of a secret, and of nothing else, who can read it", () => {
    const secrets = elementsNamed(adml, "string").filter(({ text }) => text.includes("can read it"));
    expect(secrets.map(({ attributes }) => attributes["id"])).toEqual(
      policyCatalogue.filter(({ secret }) => secret).map(({ key }) => `${key}_Explain`),
    );
  });

  it("leads to a registry that the reader takes without a complaint", async () => {
    const lines = policyCatalogue.flatMap(({ key, example }) => {
      const policy = policies().find(({ attributes }) => attributes["name"] === key);
      if (policy === undefined || example === undefined) return [];
      const { name, text } = writtenBy(policy, example);
      return [regLine(name, text)];
    });
    const bytes = regFile([String.raw`[HKEY_LOCAL_MACHINE\SOFTWARE\Policies\Latchkey]`, ...lines]);
    const read = async () => decodePolicy(bytes, { name: "registry" });
    const snapshot = await readPolicy([{ name: "registry", scope: "machine", read }]);
    expect(snapshot.diagnostics).toEqual([]);
    expect(snapshot.entries.map(({ status }) => status)).toEqual(lines.map(() => "ok"));
  });

  it("says what a key is called, what it takes and what holds without it", () => {
    const strings = new Map(
      elementsNamed(adml, "string").map(({ attributes, text }) => [attributes["id"], text]),
    );
    expect(strings.get("inferenceCredentialHelperTimeoutSec_Explain")).toBe(
      [
        "How long the helper may run, in seconds.",
        "",
        "Key: inferenceCredentialHelperTimeoutSec",
        "Type: whole number from 1 to 600",
        "When not set: 60",
        "Example: 30",
      ].join("\n"),
    );
    for (const { key, label, choices = [] } of policyCatalogue) {
      expect(strings.get(key)).toBe(label);
      expect(choices.map((choice) => strings.get(`${key}_${choice}`))).toEqual(choices);
    }
  });

  it("takes the registry key and the product's name from the options, escaped", async () => {
    const options = { registryKey: String.raw`SOFTWARE\Policies\A & "B"`, productName: 'Acme <"&> Desk' };
    const [otherAdmx, otherAdml] = await Promise.all([
      parseXml(exported("admx", {}, options)),
      parseXml(exported("adml", {}, options)),
    ]);
    expect(new Set(elementsNamed(otherAdmx, "policy").map(({ attributes }) => attributes["key"]))).toEqual(
      new Set([options.registryKey]),
    );
    expect(childNamed(otherAdml, "displayName").text).toBe('Acme <"&> Desk policy');
    expect(elementsNamed(otherAdmx, "target")[0]?.attributes).toEqual({
      prefix: "acmedesk",
      namespace: "AcmeDesk.Policies",
    });
  });
});
