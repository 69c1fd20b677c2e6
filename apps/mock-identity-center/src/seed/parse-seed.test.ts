import { expect, test } from "vitest";
import { MockIdentityCenterError } from "../mock-error.ts";
import { buildSeed, defaultSeed } from "./default-seed.ts";
import { parseSeed } from "./parse-seed.ts";

type Path = readonly (string | number)[];

/** The default seed as JSON, one member replaced. */
function seedWith(path: Path, value: unknown): unknown {
  const seed = structuredClone(defaultSeed) as unknown as Record<string | number, unknown>;
  let target = seed;
  for (const part of path.slice(0, -1)) target = target[part] as Record<string | number, unknown>;
  target[path.at(-1) ?? ""] = value;
  return seed;
}

function problemsOf(seed: unknown): string {
  try {
    parseSeed(seed);
  } catch (error) {
    if (error instanceof MockIdentityCenterError && error.code === "SEED_INVALID") return error.message;
    throw error;
  }
  return "";
}

test("the default seed is valid, and stays so through JSON", () => {
  expect(problemsOf(JSON.parse(JSON.stringify(defaultSeed)))).toBe("");
});

test("settings that are not given have AWS's values", () => {
  expect(parseSeed({ ...defaultSeed, settings: undefined }).settings).toMatchObject({
    sessionDurationSeconds: 28_800,
    accessTokenSeconds: 3600,
    deviceCodeSeconds: 600,
    pollIntervalSeconds: 1,
    registrationSeconds: 7_776_000,
    refreshTokenReuse: "refused",
  });
});

test("buildSeed makes a valid seed of policy values, with both regions", () => {
  const seed = buildSeed({
    startUrl: "https://d-1234567890.awsapps.com/start",
    region: "us-east-1",
    bedrockRegion: "us-west-2",
    accountId: "123456789012",
    roleName: "BedrockInference",
    bedrockModels: ["a.b", "a.b"],
  });
  expect(problemsOf(seed)).toBe("");
  expect(parseSeed(seed)).toMatchObject({
    models: [{ modelId: "a.b" }],
    settings: { bedrockRegions: ["us-east-1", "us-west-2"] },
  });
});

const first: Path = ["instances", 0];
test.for<readonly [string, Path, unknown]>([
  ["instances", ["instances"], []],
  ["instances[0].startUrl", [...first, "startUrl"], "http://acme.awsapps.com/start"],
  ["instances[0].region", [...first, "region"], "us-east-1.evil.com/"],
  ["instances[0].identityStoreId", [...first, "identityStoreId"], "x"],
  ["instances[0].users[1].password", [...first, "users", 1, "password"], ""],
  ["instances[0].users[1].userName", [...first, "users", 1, "userName"], "ada.lovelace"],
  ["instances[0].groups[0].members[0]", [...first, "groups", 0, "members", 0], "nobody"],
  ["instances[0].accounts[0].accountId", [...first, "accounts", 0, "accountId"], "12"],
  [
    "instances[0].permissionSets[0].sessionDurationSeconds",
    [...first, "permissionSets", 0, "sessionDurationSeconds"],
    43_201,
  ],
  [
    "instances[0].permissionSets[0].sessionDurationSeconds",
    [...first, "permissionSets", 0, "sessionDurationSeconds"],
    3599,
  ],
  [
    "instances[0].permissionSets[0].inlinePolicy",
    [...first, "permissionSets", 0, "inlinePolicy", "Statement"],
    { Effect: "Allow" },
  ],
  ["instances[0].assignments[0].permissionSet", [...first, "assignments", 0, "permissionSet"], "None"],
  ["instances[0].assignments[0].accountId", [...first, "assignments", 0, "accountId"], "999999999999"],
  ["instances[0].assignments[0]", [...first, "assignments", 0, "userName"], "ada.lovelace"],
  ["models[0].modelId", ["models", 0, "modelId"], ""],
  ["settings.sessionDurationSeconds", ["settings"], { sessionDurationSeconds: 899 }],
  ["settings", ["settings"], { sessionDuration: 3600 }],
  ["settings.jweLength", ["settings"], { jweLength: 511 }],
  ["settings.jweLength", ["settings"], { jweLength: 16_385 }],
  ["settings.authorizationCodeSeconds", ["settings"], { authorizationCodeSeconds: 601 }],
  ["settings.portalRequestsPerSecond", ["settings"], { portalRequestsPerSecond: -1 }],
  ["settings.verificationUri", ["settings"], { verificationUri: "elsewhere" }],
  ["instances[0].settings", [...first, "settings"], { registrationsPerSecond: 1 }],
])("a wrong value is reported at %s", ([at, path, value]) => {
  expect(problemsOf(seedWith(path, value))).toContain(`\n  ${at}`);
});

test("a statement with a condition is refused, because it would be ignored", () => {
  const statement = { Effect: "Allow", Action: "*", Resource: "*", Condition: {} };
  const seed = seedWith([...first, "permissionSets", 0, "inlinePolicy"], { Statement: [statement] });
  expect(problemsOf(seed)).toMatch(/permissionSets\[0\]\.inlinePolicy/);
});

test("no message repeats a password", () => {
  const seed = seedWith([...first, "users", 0, "userName"], 7);
  expect(problemsOf(seed)).not.toContain("engine-1843");
});
