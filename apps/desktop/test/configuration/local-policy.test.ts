/** When this computer's own configuration counts, and when it may be written: management always comes first. */
import type { PolicyReading, PolicySource } from "@latchkey/policy-reader";
import { policyFileSource } from "@latchkey/policy-reader";
import { execFileSync } from "node:child_process";
import { chmodSync, readFileSync, readdirSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import { ownPolicySource } from "../../src/main/configuration/own-policy-source.ts";
import type { ProgramToRun } from "../../src/main/configuration/confirm-program.ts";
import { readPolicyInForce } from "../../src/main/configuration/policy-in-force.ts";
import { policyNotice } from "../../src/main/shell/policy-notice.ts";
import { isSignInConfigured } from "../../src/main/start-up.ts";
import type { PolicyChangeView } from "../../src/shared/contract.ts";
import { COMPLETE, configurationRig, TOKEN, WITH_TOKEN } from "../support/configuration-rig.ts";
import { rehearse } from "../support/rehearsal.ts";

const managed = (reading: PolicyReading): PolicySource => ({
  name: "managed",
  scope: "machine",
  read: () => Promise.resolve(reading),
});

const broken = (status: "unreadable" | "untrusted" | "malformed"): PolicySource =>
  managed({ status, diagnostics: [] });

const file = (rig: { readonly managedPath: string }, values: object): PolicySource => {
  writeFileSync(rig.managedPath, JSON.stringify(values));
  return policyFileSource({ path: rig.managedPath });
};

/** Rows: what management says. Columns: the mode and who decides, by what the person's own file is. */
const TABLE: Readonly<
  Record<string, { readonly source: (rig: { managedPath: string }) => PolicySource; readonly by: Columns }>
> = {
  absent: {
    source: () => managed({ status: "absent" }),
    by: { absent: "inactive none", present: "aws-sso local", malformed: "config-error local" },
  },
  empty: {
    source: (rig) => file(rig, {}),
    by: { absent: "inactive none", present: "aws-sso local", malformed: "config-error local" },
  },
  read: {
    source: (rig) => file(rig, WITH_TOKEN),
    by: {
      absent: "bearer-token managed",
      present: "bearer-token managed",
      malformed: "bearer-token managed",
    },
  },
  "a blank value": {
    source: (rig) => file(rig, { inferenceProvider: "" }),
    by: { absent: "inactive managed", present: "inactive managed", malformed: "inactive managed" },
  },
  untrusted: {
    source: () => broken("untrusted"),
    by: {
      absent: "config-error managed",
      present: "config-error managed",
      malformed: "config-error managed",
    },
  },
  malformed: {
    source: () => broken("malformed"),
    by: {
      absent: "config-error managed",
      present: "config-error managed",
      malformed: "config-error managed",
    },
  },
  unreadable: {
    source: () => broken("unreadable"),
    by: { absent: "unknown managed", present: "unknown managed", malformed: "unknown managed" },
  },
};

interface Columns {
  readonly absent: string;
  readonly present: string;
  readonly malformed: string;
}

const LOCAL: Readonly<Record<keyof Columns, unknown>> = {
  absent: undefined,
  present: COMPLETE,
  malformed: "{ not JSON",
};

const CASES = Object.entries(TABLE).flatMap(([management, { source, by }]) =>
  (Object.keys(LOCAL) as (keyof Columns)[]).map((local) => ({
    management,
    local,
    source,
    outcome: by[local],
  })),
);

describe("who decides", () => {
  it.each(CASES)("management $management, own file $local: $outcome", async ({ source, local, outcome }) => {
    using rig = configurationRig();
    if (LOCAL[local] !== undefined) rig.writeLocal(LOCAL[local]);
    const places = { policySources: [source(rig)], localPolicy: rig.localPath };
    const { snapshot, decision, origin } = await readPolicyInForce(places);
    expect(`${decision.mode} ${origin}`).toBe(outcome);
    // The inspector's list names the file, and says whether it counts.
    expect(snapshot.sources.at(-1)).toMatchObject({
      name: rig.localPath,
      status: local === "present" ? "read" : local,
      inForce: origin === "local",
    });
  });

  it("a managed policy wins over the own file, and says so", async () => {
    using rig = configurationRig();
    rig.writeLocal(COMPLETE);
    rig.writeManaged(WITH_TOKEN);
    const { origin, report } = await rig.controller.state();
    expect(origin).toBe("managed");
    expect(report.findings).toContainEqual({
      severity: "warning",
      code: "ignored-source",
      message: `${rig.localPath}: ignored, because ${rig.managedPath} holds inferenceProvider`,
    });
  });

  it.skipIf(process.platform === "win32")(
    "an own file that somebody else could have written does not count, and applying mends it",
    async () => {
      using rig = configurationRig();
      rig.writeLocal(COMPLETE);
      for (const mode of [0o620, 0o602]) {
        chmodSync(rig.localPath, mode);
        const { origin, report } = await rig.controller.state();
        expect([origin, report.mode, report.settings]).toEqual(["local", "config-error", []]);
        expect(report.findings[0]).toMatchObject({ code: "untrusted-file" });
      }
      expect((await rig.controller.apply(COMPLETE, false)).status).toBe("applied");
      expect((await rig.controller.state()).report.mode).toBe("aws-sso");
    },
  );

  it.skipIf(process.platform === "win32")(
    "of an own file that is a link or a pipe, nothing is read",
    async () => {
      using rig = configurationRig();
      rig.writeManaged(COMPLETE);
      symlinkSync(rig.managedPath, rig.localPath);
      expect(await ownPolicySource(rig.localPath).read()).toMatchObject({ status: "untrusted" });
      rmSync(rig.localPath);
      execFileSync("mkfifo", ["-m", "600", rig.localPath]);
      expect(await ownPolicySource(rig.localPath).read()).toMatchObject({ status: "malformed" });
      rmSync(rig.localPath);
      rig.writeLocal(" ".repeat(1024 * 1024 + 1));
      expect(await ownPolicySource(rig.localPath).read()).toMatchObject({ status: "malformed" });
    },
  );

  it("an own file of another user does not count, whatever its mode", async () => {
    using rig = configurationRig();
    rig.writeLocal(COMPLETE);
    const mine = process.getuid?.() ?? 0;
    using _other = vi.spyOn(process, "getuid").mockReturnValue(mine + 1);
    expect(await ownPolicySource(rig.localPath).read()).toMatchObject({ status: "untrusted" });
  });

  it("without a place for an own file, there is none", async () => {
    const places = { policySources: [managed({ status: "absent" })] };
    expect(await readPolicyInForce(places)).toMatchObject({ origin: "none", snapshot: { sources: [{}] } });
  });
});

describe("the app", () => {
  it("starts with the own file, and a sign-in of it is still configured afterwards", async () => {
    using rig = configurationRig();
    rig.writeLocal(COMPLETE);
    await using app = await rehearse({
      policySources: [managed({ status: "absent" })],
      localPolicy: rig.localPath,
    });
    const { decision, screen } = await app.start();
    expect(screen).toMatchObject({ name: "sign-in", reason: "first-use" });
    if (decision.mode !== "aws-sso") throw new Error("expected aws-sso");
    expect(await isSignInConfigured(app.settings, decision)).toBe(true);
    rig.writeLocal({ ...COMPLETE, inferenceBedrockSsoStartUrl: "https://other.awsapps.com/start" });
    expect(await isSignInConfigured(app.settings, decision)).toBe(false);
  });

  it("notices changes of the own file, and a managed policy that appears over it", async () => {
    using rig = configurationRig();
    rig.writeLocal(COMPLETE);
    const { settings } = rig.services;
    const changes: (PolicyChangeView | undefined)[] = [];
    const notice = policyNotice(settings, (change) => void changes.push(change), { debounceMs: 20 });
    notice.watch((await readPolicyInForce(settings)).snapshot);
    try {
      rig.writeLocal({ ...COMPLETE, inferenceBedrockSsoRoleName: "Another" });
      await expect.poll(() => changes.at(-1)?.keys).toEqual(["inferenceBedrockSsoRoleName"]);
      rig.writeLocal(COMPLETE);
      await expect.poll(() => changes.length === 2 && changes.at(-1) === undefined).toBe(true);
      rig.writeManaged({ inferenceProvider: "vertex" });
      await expect.poll(() => changes.at(-1)?.keys).toContain("inferenceProvider");
    } finally {
      notice.stop();
    }
  });
});

describe("applying", () => {
  it("writes the file for this user alone, and starts the app again", async () => {
    using rig = configurationRig();
    expect(await rig.controller.apply(COMPLETE, false)).toEqual({ status: "applied" });
    expect(JSON.parse(rig.readLocal() ?? "")).toEqual(COMPLETE);
    expect(statSync(rig.localPath).mode & 0o777).toBe(0o600);
    expect(readdirSync(dirname(rig.localPath))).toEqual(["local-settings.json"]);
    expect(rig.relaunches).toBe(1);
    expect(await rig.controller.state()).toMatchObject({ origin: "local", values: COMPLETE });
  });

  it.each([
    ["a value", (rig: { managedPath: string }) => file(rig, { inferenceProvider: "vertex" })],
    ["an untrusted file", () => broken("untrusted")],
    ["an unreadable file", () => broken("unreadable")],
    ["a malformed file", () => broken("malformed")],
  ])("is refused while management has %s, and removing too", async (_, source) => {
    using place = configurationRig();
    const one = source(place);
    using rig = configurationRig({ managed: [one] });
    rig.writeLocal(COMPLETE);
    const refused = { status: "managed", sources: [one.name] };
    expect(await rig.controller.apply({ inferenceProvider: "bedrock" }, true)).toEqual(refused);
    expect(await rig.controller.removeLocal()).toEqual(refused);
    expect(JSON.parse(rig.readLocal() ?? "")).toEqual(COMPLETE);
    expect(rig.relaunches).toBe(0);
  });

  it("looks again: management that came since the window was drawn is noticed", async () => {
    using rig = configurationRig();
    expect((await rig.controller.state()).origin).toBe("none");
    rig.writeManaged(COMPLETE);
    expect((await rig.controller.apply(WITH_TOKEN, true)).status).toBe("managed");
    expect(rig.readLocal()).toBeUndefined();
  });

  it("is refused for a value that breaks its rule, an unknown key, and values that exclude each other", async () => {
    using rig = configurationRig();
    const drafts = {
      "malformed-value": { ...COMPLETE, inferenceBedrockSsoAccountId: "12" },
      "unknown-key": { ...COMPLETE, inferenceBedrockRegoin: "us-west-2" },
      "partition-mismatch": { ...COMPLETE, inferenceBedrockSsoRegion: "cn-north-1" },
    };
    for (const [code, draft] of Object.entries(drafts)) {
      const result = await rig.controller.apply(draft, false);
      expect(result, code).toMatchObject({ status: "refused" });
      expect(result.status === "refused" && result.findings.map((finding) => finding.code)).toContain(code);
    }
    expect(rig.readLocal()).toBeUndefined();
    expect(rig.relaunches).toBe(0);
  });

  it("takes a form that is not complete yet", async () => {
    using rig = configurationRig();
    const { inferenceModels: _, ...rest } = COMPLETE;
    expect((await rig.controller.check(rest)).findings).toContainEqual({
      severity: "warning",
      code: "models-required",
      key: "inferenceModels",
      message: "AWS sign-in needs at least one model",
    });
    expect((await rig.controller.apply(rest, false)).status).toBe("applied");
  });

  it("writes a secret only with consent, and keeps it while it is not typed again", async () => {
    using rig = configurationRig();
    expect(await rig.controller.apply(WITH_TOKEN, false)).toMatchObject({
      status: "refused",
      findings: [{ severity: "error", code: "secret-left-out", key: "inferenceBedrockBearerToken" }],
    });
    expect(rig.readLocal()).toBeUndefined();
    expect((await rig.controller.apply(WITH_TOKEN, true)).status).toBe("applied");
    const state = await rig.controller.state();
    expect(state).toMatchObject({
      withheld: ["inferenceBedrockBearerToken"],
      report: { mode: "bearer-token" },
    });

    const { values } = state;
    expect((await rig.controller.check(values)).mode).toBe("bearer-token");
    const next = { ...values, inferenceModels: ["us.anthropic.claude-opus-4-20250514-v1:0"] };
    expect((await rig.controller.apply(next, true)).status).toBe("applied");
    expect(JSON.parse(rig.readLocal() ?? "")).toEqual({ ...next, inferenceBedrockBearerToken: TOKEN });
    expect((await rig.controller.apply({ ...next, inferenceBedrockBearerToken: "" }, false)).status).toBe(
      "applied",
    );
    expect(rig.readLocal()).not.toContain("BearerToken");
  });

  it("does not carry a kept token to another address; one that is typed goes where the form says", async () => {
    using rig = configurationRig();
    rig.writeLocal(WITH_TOKEN);
    const { values } = await rig.controller.state();
    const moved = { ...values, inferenceBedrockBaseUrl: "https://bedrock.example.com" };
    expect((await rig.controller.check(moved)).findings[0]).toMatchObject({
      code: "secret-bound",
      severity: "error",
    });
    expect((await rig.controller.apply(moved, true)).status).toBe("refused");
    expect((await rig.controller.testConnection(moved)).status).toBe("not-configured");
    expect((await rig.controller.apply({ ...moved, inferenceBedrockBearerToken: TOKEN }, true)).status).toBe(
      "applied",
    );
    // Set for that address, it stays with it, and may go back to AWS itself.
    expect((await rig.controller.check(moved)).findings.map(({ code }) => code)).not.toContain(
      "secret-bound",
    );
    expect((await rig.controller.check(values)).findings.map(({ code }) => code)).not.toContain(
      "secret-bound",
    );
  });

  it("asks the person before a program may run that did not before, and applies nothing when they decline", async () => {
    const asked: ProgramToRun[] = [];
    let isAllowed = false;
    using rig = configurationRig({
      confirmProgram: async (program) => {
        asked.push(program);
        return isAllowed;
      },
    });
    const base = { inferenceProvider: "bedrock", inferenceBedrockRegion: "us-west-2" };
    const helper = { ...base, inferenceCredentialHelper: "/opt/acme/helper" };
    expect(await rig.controller.apply(helper, false)).toEqual({
      status: "refused",
      findings: [
        expect.objectContaining({ code: "program-not-confirmed", key: "inferenceCredentialHelper" }),
      ],
    });
    expect([rig.readLocal(), rig.relaunches]).toEqual([undefined, 0]);
    isAllowed = true;
    expect((await rig.controller.apply(helper, false)).status).toBe("applied");
    // The same one again, and none at all, are no question.
    const models = { ...helper, inferenceModels: COMPLETE.inferenceModels };
    expect((await rig.controller.apply(models, false)).status).toBe("applied");
    expect((await rig.controller.apply(COMPLETE, false)).status).toBe("applied");
    const folder = { inferenceBedrockProfile: "work", inferenceBedrockAwsDir: "/opt/acme/aws" };
    expect((await rig.controller.apply({ ...base, ...folder }, false)).status).toBe("applied");
    const [first, ...rest] = asked;
    expect(rest).toEqual([first, { key: "inferenceBedrockProfile", named: ["work", "/opt/acme/aws"] }]);
  });

  it("keeps keys that the form has no field for", async () => {
    using rig = configurationRig();
    const hidden = {
      deploymentOrganizationUuid: "6f1b2c3d-0000-4000-8000-000000000000",
      inferenceCustomHeaders: { "X-Team": "planted-header-value" },
    };
    rig.writeLocal({ ...COMPLETE, ...hidden, inferenceVertexRegion: "europe-west1" });
    const { values, withheld } = await rig.controller.state();
    expect([values, withheld]).toEqual([COMPLETE, []]);
    expect((await rig.controller.apply(values, true)).status).toBe("applied");
    expect(JSON.parse(rig.readLocal() ?? "")).toEqual({ ...COMPLETE, ...hidden });
  });

  it("says which error of the system kept it from being written, and starts nothing again", async () => {
    using rig = configurationRig();
    rmSync(dirname(rig.localPath), { recursive: true });
    expect(await rig.controller.apply(COMPLETE, false)).toEqual({ status: "not-written", code: "ENOENT" });
    expect(rig.relaunches).toBe(0);
  });

  it("goes through no link that somebody has put in its place", async () => {
    using rig = configurationRig();
    const elsewhere = join(rig.folder, "elsewhere");
    writeFileSync(elsewhere, "untouched");
    symlinkSync(elsewhere, rig.localPath);
    // What it leads to is no policy, and whoever applies means to replace it.
    expect((await rig.controller.apply(WITH_TOKEN, true)).status).toBe("applied");
    expect(readFileSync(elsewhere, "utf8")).toBe("untouched");
    expect(JSON.parse(rig.readLocal() ?? "")).toEqual(WITH_TOKEN);
  });

  it("is undone by removing, also where there is nothing", async () => {
    using rig = configurationRig();
    rig.writeLocal(COMPLETE);
    expect(await rig.controller.removeLocal()).toEqual({ status: "applied" });
    expect(rig.readLocal()).toBeUndefined();
    expect(await rig.controller.removeLocal()).toEqual({ status: "applied" });
    expect(rig.relaunches).toBe(2);
    expect((await rig.controller.state()).origin).toBe("none");
  });
});
