/** The inline policies of `docs/admin-guide.md` are in IAM's language, and let the sample policy's model through. */
import { join } from "node:path";
import { expect, it } from "vitest";
import { readPage } from "./support/markdown-page.ts";
import { readSample, ROOT, SAMPLE } from "./support/sample-policy.ts";

interface Statement {
  readonly Sid: string;
  readonly Effect: string;
  readonly Action: readonly string[];
  readonly Resource: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

interface InlinePolicy {
  readonly Version: string;
  readonly Statement: readonly Statement[];
}

const policies = readPage(join(ROOT, "docs/admin-guide.md"))
  .blocks.filter(({ language }) => language === "json")
  .map(({ code }) => JSON.parse(code) as object)
  .filter((document): document is InlinePolicy => "Version" in document);

const resourcesOf = (policy: InlinePolicy): readonly string[] =>
  policy.Statement.flatMap(({ Resource }) => Resource);

/** IAM's wildcard stands for any text, also none. */
function covers(pattern: string, arn: string): boolean {
  const parts = pattern.split("*").map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, String.raw`\$&`));
  return new RegExp(`^${parts.join(".*")}$`).test(arn);
}

it("there are two", () => {
  expect(policies).toHaveLength(2);
});

it.each(policies)("%#: version, effect and actions exist", (policy) => {
  expect(Object.keys(policy)).toEqual(["Version", "Statement"]);
  expect(policy.Version).toBe("2012-10-17");
  for (const { Sid, Effect, Action } of policy.Statement) {
    expect(Sid).toMatch(/^[A-Za-z0-9]+$/);
    expect(Effect).toBe("Allow");
    expect(Action).toEqual(["bedrock:InvokeModel", "bedrock:InvokeModelWithResponseStream"]);
  }
});

it.each(policies)("%#: names a profile with its account, and a foundation model without one", (policy) => {
  const kinds = resourcesOf(policy).map(
    (arn) =>
      /^arn:aws:bedrock:(?:\*|[a-z0-9-]+):\d{12}:(inference-profile)\/[\w.:*-]+$/.exec(arn)?.[1] ??
      /^arn:aws:bedrock:(?:\*|[a-z0-9-]+)::(foundation-model)\/[\w.:*-]+$/.exec(arn)?.[1],
  );
  expect(new Set(kinds)).toEqual(new Set(["inference-profile", "foundation-model"]));
});

it.each(policies)("%#: lets the model of the sample through, in each region", async (policy) => {
  const { decision } = await readSample(SAMPLE);
  if (decision.mode !== "aws-sso") throw new Error("the sample policy is no sign-in");
  const { accountId, bedrock } = decision;
  const id = bedrock.models[0]?.id ?? "";
  const profile = `arn:aws:bedrock:${bedrock.region}:${accountId}:inference-profile/${id}`;
  const model = `foundation-model/${id.replace("us.", "")}`;
  const regions = ["us-east-1", "us-east-2", "us-west-2"];
  for (const arn of [profile, ...regions.map((region) => `arn:aws:bedrock:${region}::${model}`)]) {
    expect(
      resourcesOf(policy).filter((pattern) => covers(pattern, arn)),
      arn,
    ).not.toEqual([]);
  }
  const conditions = policy.Statement.flatMap(({ Condition }) =>
    Condition === undefined ? [] : [Condition],
  );
  const byTheProfile: unknown = expect.toSatisfy((pattern: string) => covers(pattern, profile));
  expect(conditions).toEqual(
    conditions.map(() => ({ StringLike: { "bedrock:InferenceProfileArn": byTheProfile } })),
  );
});
