/** The administrator's reference of all keys, from the catalogue. */
import { policyCatalogue, type PolicyKey } from "../../src/catalogue.ts";
import { typeText, USE_TITLES } from "../../src/encode/key-text.ts";

const HEAD = `# Policy keys

Every key that Latchkey knows, by what it is for. This page is generated from the catalogue of \`@latchkey/policy-reader\`:
change it there, and run \`pnpm exec vitest run --project policy-reader policy-keys -u\`.

Configuration profiles and the registry hold every value as text: \`true\`, \`60\`, and lists as JSON in one text, such as
\`["a", "b"]\`. JSON files hold values in their own types. A blank value counts as not set.`;

export function policyKeysPage(): string {
  const sections = Object.entries(USE_TITLES).map(([use, title]) =>
    [`## ${title}`, ...policyCatalogue.filter((row) => row.use === use).map(describeKey)].join("\n\n"),
  );
  return `${[HEAD, ...sections].join("\n\n")}\n`;
}

function describeKey(row: PolicyKey): string {
  const facts = [
    `- Type: ${typeText(row)}`,
    ...(row.default === undefined ? [] : [`- When not set: ${row.default}`]),
    ...(row.example === undefined ? [] : [`- Example: \`${row.example}\``]),
  ];
  return `### \`${row.key}\`\n\n**${row.label}.** ${row.help}\n\n${facts.join("\n")}`;
}
