import { describe, expect, it } from "vitest";
import {
  answeringSource,
  BEDROCK,
  encode,
  memorySource,
  SIGN_IN,
  text,
  type Settings,
} from "../test/support.ts";
import type { PolicyPrecedence } from "./combine-sources.ts";
import { decideAuthMode } from "./decide/decide-auth-mode.ts";
import { PolicyReaderError } from "./policy-reader-error.ts";
import type { PolicyScope, PolicySnapshot, PolicySource } from "./policy-types.ts";
import { readPolicy } from "./read-policy.ts";

const json = (settings: Settings, scope: PolicyScope): PolicySource =>
  memorySource(encode("json", settings), `${scope}-file`, scope);

async function both(
  machine: Settings,
  user: Settings,
  precedence?: PolicyPrecedence,
): Promise<PolicySnapshot> {
  // The user's source comes first, to show that the order of the list means nothing.
  const sources = [json(user, "user"), json(machine, "machine")];
  return readPolicy(sources, precedence === undefined ? {} : { precedence });
}

const statuses = ({ entries }: PolicySnapshot): readonly string[] =>
  entries.map(({ scope, key, status }) => `${scope} ${key} ${status}`);

const [first, second] = [Object.entries(SIGN_IN).slice(0, 2), Object.entries(SIGN_IN).slice(2)];

const broken = (status: "unreadable" | "untrusted" | "malformed", scope: PolicyScope): PolicySource =>
  answeringSource({ status, diagnostics: [] }, `${scope}-file`, scope);

const fingerprintOf = async (settings: object): Promise<string> =>
  (await readPolicy([memorySource(text(JSON.stringify(settings)))])).fingerprint;

describe("precedence", () => {
  it("exclusive, the default: any value of the machine hides the user's source entirely", async () => {
    const snapshot = await both({ inferenceProvider: "bedrock" }, { inferenceBedrockRegion: "us-west-2" });
    expect(statuses(snapshot)).toEqual([
      "user inferenceBedrockRegion ignored-source",
      "machine inferenceProvider ok",
    ]);
    expect(snapshot.sources.map(({ name, inForce }) => [name, inForce])).toEqual([
      ["user-file", false],
      ["machine-file", true],
    ]);
  });

  it.each([
    ["a blank value", { inferenceBedrockProfile: "" }],
    ["a misspelled name", { inferenceBedrockRegoin: "x" }],
  ])("exclusive: %s of the machine is enough, and the message names it", async (_, machine) => {
    const snapshot = await both(machine, { ...BEDROCK, ...SIGN_IN });
    expect(decideAuthMode(snapshot).mode).toBe("inactive");
    expect(snapshot.diagnostics.find(({ code }) => code === "ignored-source")?.message).toBe(
      `user-file: ignored, because machine-file holds ${Object.keys(machine)[0]}`,
    );
  });

  it("exclusive: without any value of the machine, the user's source counts", async () => {
    expect(decideAuthMode(await both({}, { ...BEDROCK, ...SIGN_IN })).mode).toBe("aws-sso");
  });

  it("four sign-in keys split over two exclusive sources are partial", async () => {
    const snapshot = await both({ ...BEDROCK, ...Object.fromEntries(first) }, Object.fromEntries(second));
    expect(decideAuthMode(snapshot)).toMatchObject({
      mode: "none",
      diagnostics: [{ code: "partial-sign-in" }],
    });
  });

  it("four sign-in keys split over two merged sources are complete", async () => {
    const snapshot = await both(
      { ...BEDROCK, ...Object.fromEntries(first) },
      Object.fromEntries(second),
      "user-over-machine",
    );
    expect(decideAuthMode(snapshot).mode).toBe("aws-sso");
  });

  it.each([
    ["machine-over-user", "machine", "us-east-1"],
    ["user-over-machine", "user", "eu-west-1"],
  ] as const)(
    "%s: the %s wins key by key, and the loser says to whom",
    async (precedence, winner, region) => {
      const snapshot = await both(
        { inferenceBedrockRegion: "us-east-1" },
        { inferenceBedrockRegion: "eu-west-1", inferenceProvider: "bedrock" },
        precedence,
      );
      const won = snapshot.entries.find(
        ({ key, status }) => key === "inferenceBedrockRegion" && status === "ok",
      );
      const lost = snapshot.entries.find(({ status }) => status === "shadowed");
      expect(won).toMatchObject({ scope: winner, value: region });
      expect(lost?.diagnostics.at(-1)?.message).toContain(`${winner}-file sets it too, and wins`);
      expect(snapshot.entries.find(({ key }) => key === "inferenceProvider")?.status).toBe("ok");
    },
  );

  it("merged: a blank value of the stronger source wins too, as in macOS preferences", async () => {
    const snapshot = await both(
      { inferenceBedrockProfile: "p" },
      { inferenceBedrockProfile: "" },
      "user-over-machine",
    );
    expect(statuses(snapshot)).toEqual([
      "user inferenceBedrockProfile blank",
      "machine inferenceBedrockProfile shadowed",
    ]);
  });
});

describe("a source that exists and cannot be used", () => {
  const good = json({ ...BEDROCK, ...SIGN_IN }, "user");

  it.each([
    ["unreadable", "unknown"],
    ["untrusted", "config-error"],
    ["malformed", "config-error"],
  ] as const)("%s: no weaker source speaks, and the mode is %s", async (status, mode) => {
    for (const precedence of ["machine-exclusive", "machine-over-user", "user-over-machine"] as const) {
      const snapshot = await readPolicy([good, broken(status, "machine")], { precedence });
      expect(snapshot.status).toBe(status);
      expect(snapshot.entries.every((entry) => entry.status === "ignored-source")).toBe(true);
      const decision = decideAuthMode(snapshot);
      expect(decision).toMatchObject({ mode, diagnostics: [{ severity: "error", source: "machine-file" }] });
    }
  });

  it("a broken user source does not matter while the machine's hides it", async () => {
    const machine = json({ ...BEDROCK, ...SIGN_IN }, "machine");
    const snapshot = await readPolicy([machine, broken("malformed", "user")]);
    expect(decideAuthMode(snapshot).mode).toBe("aws-sso");
  });

  it("a broken user source matters when the machine has none, or when both are merged", async () => {
    const absent = answeringSource({ status: "absent" }, "machine-file", "machine");
    expect((await readPolicy([absent, broken("malformed", "user")])).status).toBe("malformed");
    const machine = json(BEDROCK, "machine");
    const merged = await readPolicy([machine, broken("malformed", "user")], {
      precedence: "machine-over-user",
    });
    expect(merged.status).toBe("malformed");
  });

  it("unreadable is said before malformed, because it may pass by itself", async () => {
    const sources = [broken("malformed", "machine"), broken("unreadable", "user")];
    expect((await readPolicy(sources, { precedence: "machine-over-user" })).status).toBe("unreadable");
  });

  it("a source that throws is unreadable, and its error is not repeated", async () => {
    const throwing: PolicySource = {
      name: "custom",
      scope: "machine",
      read: async () => {
        throw new Error("hunter2");
      },
    };
    const snapshot = await readPolicy([throwing]);
    expect(snapshot.status).toBe("unreadable");
    expect(JSON.stringify(snapshot)).not.toContain("hunter2");
  });
});

describe("readPolicy", () => {
  it("without sources, or with absent ones, is absent", async () => {
    expect((await readPolicy([])).status).toBe("absent");
    expect((await readPolicy([answeringSource({ status: "absent" })])).status).toBe("absent");
  });

  it("an empty policy is read, and has the fingerprint of none", async () => {
    const empty = await readPolicy([memorySource(text("{}"))]);
    expect(empty.status).toBe("read");
    expect(empty.fingerprint).toBe((await readPolicy([])).fingerprint);
  });

  it("refuses two sources of one scope", async () => {
    const source = json({}, "machine");
    await expect(readPolicy([source, source])).rejects.toMatchObject({
      code: "POLICY_READER_DUPLICATE_SCOPE",
    });
  });

  it("refuses an unknown precedence", async () => {
    const precedence = "last-wins" as PolicyPrecedence;
    await expect(readPolicy([], { precedence })).rejects.toBeInstanceOf(PolicyReaderError);
  });

  it("rejects with the caller's own reason, before and while reading", async () => {
    const reason = { mine: true };
    await expect(readPolicy([], { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    const controller = new AbortController();
    const slow: PolicySource = {
      name: "slow",
      scope: "machine",
      read: async () => {
        controller.abort(reason);
        throw new Error("stopped");
      },
    };
    await expect(readPolicy([slow], { signal: controller.signal })).rejects.toBe(reason);
  });
});

describe("fingerprint", () => {
  it("changes with every value in force, a bearer token included", async () => {
    const base = await fingerprintOf({ ...BEDROCK, inferenceBedrockBearerToken: "token-one" });
    expect(base).toMatch(/^[0-9a-f]{64}$/);
    expect(await fingerprintOf({ ...BEDROCK, inferenceBedrockBearerToken: "token-two" })).not.toBe(base);
    expect(
      await fingerprintOf({
        ...BEDROCK,
        inferenceBedrockRegion: "us-east-1",
        inferenceBedrockBearerToken: "token-one",
      }),
    ).not.toBe(base);
  });

  it("does not change with order, blank keys, unknown keys or another spelling of one value", async () => {
    const base = await fingerprintOf({ ...BEDROCK, ...SIGN_IN });
    expect(await fingerprintOf({ ...SIGN_IN, ...BEDROCK })).toBe(base);
    expect(
      await fingerprintOf({ ...BEDROCK, ...SIGN_IN, inferenceBedrockProfile: " ", favouriteColour: "x" }),
    ).toBe(base);
    expect(
      await fingerprintOf({
        ...BEDROCK,
        ...SIGN_IN,
        inferenceBedrockSsoStartUrl: "https://ACME.awsapps.com/start/",
      }),
    ).toBe(base);
  });
});
