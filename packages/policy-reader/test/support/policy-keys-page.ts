/** The administrator's reference of all keys, from the catalogue. */
import { policyCatalogue, type PolicyKey } from "../../src/catalogue.ts";
import { SECRET_NOTE, typeText, USE_TITLES } from "../../src/encode/key-text.ts";

const REQUIRED = [
  "inferenceProvider",
  "inferenceBedrockRegion",
  "inferenceBedrockSsoStartUrl",
  "inferenceBedrockSsoRegion",
  "inferenceBedrockSsoAccountId",
  "inferenceBedrockSsoRoleName",
  "inferenceModels",
];

function signInList(): string {
  const rows = policyCatalogue.filter(({ key }) => REQUIRED.includes(key));
  return rows
    .map(({ key, example = "" }) => `- [\`${key}\`](#${key.toLowerCase()}), for example \`${example}\``)
    .join("\n");
}

const head = (): string => `# Policy keys

Every key that Latchkey knows, by what it is for. This page is generated from the catalogue of \`@latchkey/policy-reader\`:
change it there, and run \`pnpm exec vitest run --project policy-reader policy-keys -u\`.

## Where a policy is, and how it holds values

- **macOS**: \`/Library/Managed Preferences/dev.latchkey.desktop.plist\`, from a configuration profile. The user's own managed file,
  in the folder of the user's name there, wins key by key.
- **Windows**: \`HKLM\\SOFTWARE\\Policies\\Latchkey\`, from a \`.reg\` file or group policy. The same key of \`HKCU\` counts only if that one
  holds no value at all.
- **Linux**: \`/etc/latchkey/managed-settings.json\`. Only root may write to it and to the folders above it.

In profiles and in the registry every value is text (\`REG_SZ\`): \`true\`, \`60\`, and lists as JSON in one text, such as
\`["a", "b"]\`. In JSON files values have their own types. A blank value counts as not set; on Windows it still hides \`HKCU\`.

## What AWS sign-in needs

All of these, and neither \`inferenceBedrockBearerToken\` nor \`inferenceBedrockProfile\`, which would win:

${signInList()}

[latchkey-policy](latchkey-policy.md) writes these files for each system, checks one before it is deployed, and explains on a device what
is in force and why.`;

export function policyKeysPage(): string {
  const sections = Object.entries(USE_TITLES).map(([use, title]) =>
    [`## ${title}`, ...policyCatalogue.filter((row) => row.use === use).map(describeKey)].join("\n\n"),
  );
  return `${[head(), ...sections].join("\n\n")}\n`;
}

function describeKey(row: PolicyKey): string {
  const facts = [
    `- Type: ${typeText(row)}`,
    ...(row.secret ? [`- ${SECRET_NOTE}`] : []),
    ...(row.default === undefined ? [] : [`- When not set: ${row.default}`]),
    ...(row.example === undefined ? [] : [`- Example: \`${row.example}\``]),
  ];
  return `### \`${row.key}\`\n\n**${row.label}.** ${row.help}\n\n${facts.join("\n")}`;
}
