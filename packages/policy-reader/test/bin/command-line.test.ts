import { describe, expect, it } from "vitest";
import { run } from "./support.ts";

const fails = (): never => {
  throw new TypeError("a quotation of a file");
};

const COMMANDS = ["check", "explain", "export", "egress", "diff"];

describe("latchkey-policy", () => {
  it.each(["--help", "-h"])("%s tells every command", async (option) => {
    const { exitStatus, out, err } = await run([option]);
    expect(exitStatus).toBe(0);
    expect(err).toBe("");
    for (const command of COMMANDS) expect(out).toMatch(new RegExp(`^  ${command} +\\S`, "m"));
  });

  it("keeps its own usage to 80 characters", async () => {
    expect((await run(["--help"])).out.split("\n").filter((line) => line.length > 80)).toEqual([]);
  });

  it("is 2 for an error of its own, says where it was, and quotes nothing", async () => {
    const { exitStatus, out, err } = await run(["explain"], { terminal: { managedSources: fails } });
    expect({ exitStatus, out }).toEqual({ exitStatus: 2, out: "" });
    expect(err).toMatch(/^latchkey-policy: An error in this program; please report it\.\nTypeError\n {4}at /);
    expect(err).not.toContain("quotation");
  });

  it("without a command says what there is, and that it is wrong", async () => {
    expect(await run([])).toMatchObject({ exitStatus: 2, out: "", err: (await run(["--help"])).out });
  });

  it("--version prints the version of the manifest", async () => {
    const { exitStatus, out } = await run(["--version"]);
    expect(exitStatus).toBe(0);
    expect(out).toMatch(/^\d+\.\d+\.\d+\S*\n$/);
  });

  it.each([
    ["chek", "There is no command chek. Did you mean check?"],
    ["--verison", "There is no option --verison. Did you mean --version?"],
    ["policy", "There is no command policy."],
    ["a\u001b[2J", String.raw`There is no command a\u{1b}[2J.`],
  ])("%j is refused", async (argument, message) => {
    const { exitStatus, out, err } = await run([argument]);
    expect(exitStatus).toBe(2);
    expect(out).toBe("");
    expect(err).toBe(`latchkey-policy: ${message}\nTry: latchkey-policy --help\n`);
  });
});

describe.each(COMMANDS)("%s", (command) => {
  it("--help tells its options and its exit statuses, in lines of at most 80 characters", async () => {
    const { exitStatus, out } = await run([command, "--help"]);
    expect(exitStatus).toBe(0);
    expect(out).toMatch(new RegExp(`^Usage: latchkey-policy ${command} `));
    expect(out).toContain("\nExit status:\n  0  ");
    expect(out.split("\n").filter((line) => line.length > 80)).toEqual([]);
  });

  it("refuses an unknown option, and suggests one", async () => {
    const { exitStatus, err } = await run([command, "--domian=secret-value", "x"]);
    expect(exitStatus).toBe(2);
    expect(err).toContain("There is no option --domian. Did you mean --domain?");
    expect(err).not.toContain("secret-value");
  });

  it("refuses an option without its value", async () => {
    expect(await run([command, "--domain"])).toMatchObject({ exitStatus: 2, out: "" });
  });

  it("refuses an empty domain", async () => {
    const args = {
      check: ["-"],
      explain: ["--source", "-"],
      export: ["--format", "json", "-"],
      egress: ["-"],
      diff: ["-", "x"],
    };
    const { exitStatus, err } = await run(
      [command, "--domain", "", ...(args[command as keyof typeof args] ?? [])],
      {
        input: "{}",
      },
    );
    expect(exitStatus).toBe(2);
    expect(err).toBe(
      `latchkey-policy ${command}: expected --domain to be a preference domain such as com.example.app.\n` +
        `Try: latchkey-policy ${command} --help\n`,
    );
  });
});

const HIVE = String.raw`HKLM\SOFTWARE\Policies\Latchkey`;

it.each([
  [["check"], "Name at least one policy file."],
  [["explain", "file.reg"], "name one with --source FILE"],
  [
    ["export", "file.reg"],
    "--format expects one of mobileconfig, reg, json, admx, adml, manifest, reg-removal.",
  ],
  [["export", "--format", "jsn", "file.reg"], "Did you mean json?"],
  [["export", "--format", "reg"], "Name one policy file to write as reg."],
  [["export", "--format", "admx", "file.reg"], "admx holds no values, so it takes no policy file."],
  [["egress", "a", "b"], "Name one policy file, or none for this device."],
  [["egress", "--json", "--hosts"], "Choose one of --hosts and --json."],
  [["check", "--registry-key", HIVE, "a.reg"], "expected --registry-key to be a key below the hive"],
  [["export", "--format", "reg", "--scope", "device", "a"], "--scope expects machine or user."],
  [
    ["export", "--format", "admx", "--registry-key", HIVE],
    "expected --registry-key to be a key below the hive",
  ],
  [["export", "--format", "admx", "--organization", ""], "expected --organization to be"],
  [["export", "--format", "reg-removal", "--registry-key", "SOFTWARE"], "because all below it is removed"],
  [["diff", "a"], "Name two policy files"],
  [["diff", "a", "b", "c"], "Name two policy files"],
  [["diff", "-", "-"], "Standard input can be one of the files, not both."],
])("%j is refused with a reason", async (args, reason) => {
  const { exitStatus, out, err } = await run(args);
  expect({ exitStatus, out }).toEqual({ exitStatus: 2, out: "" });
  expect(err).toContain(reason);
  expect(err).toContain(`Try: latchkey-policy ${args[0]} --help`);
});

it("a file may be called --help behind --", async () => {
  expect((await run(["check", "--", "--help"])).err).toContain("--help: There is no such file.");
});
