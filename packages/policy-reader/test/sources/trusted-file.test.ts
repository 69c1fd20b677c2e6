/** Files that somebody else than the administrator could have written are not believed. */
import { execFileSync } from "node:child_process";
import {
  chmodSync,
  chownSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { lstat, open } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { temporaryDirectory } from "@latchkey/test-kit";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { decideAuthMode, linuxPolicySource, macosPolicySource, readPolicy } from "../../src/index.ts";
import { readTrustedFile, type TrustedFile, type TrustRules } from "../../src/sources/trusted-file.ts";
import { BEDROCK, encode, SIGN_IN } from "../support.ts";

const GOOD = '{"inferenceProvider":"bedrock"}';
const EVIL = '{"inferenceProvider":"evil"}';
const isRoot = process.getuid?.() === 0;
const isWindows = process.platform === "win32";

const contentOf = (file: TrustedFile): string =>
  file.status === "content" ? Buffer.from(file.bytes).toString() : file.status;
const reasonOf = (file: TrustedFile): string => ("finding" in file ? file.finding.reason : file.status);

const evilFileIn = (folder: string): string => {
  const path = join(folder, "evil.json");
  writeFileSync(path, EVIL);
  chmodSync(path, 0o666);
  return path;
};

/** `top/managed/latchkey/policy.json`, checked from `top` on for the user who runs the tests. */
describe.skipIf(isWindows)("a trusted file", () => {
  let directory: ReturnType<typeof temporaryDirectory>;
  let top: string;
  let folder: string;
  let path: string;
  let rules: TrustRules;

  beforeEach(() => {
    directory = temporaryDirectory();
    top = join(directory.path, "top");
    folder = join(top, "managed", "latchkey");
    path = join(folder, "policy.json");
    mkdirSync(folder, { recursive: true, mode: 0o755 });
    writeFileSync(path, GOOD, { mode: 0o644 });
    rules = { owner: process.getuid?.() ?? -1, root: top, fileSystem: { lstat, open } };
  });
  afterEach(() => directory[Symbol.dispose]());

  const read = async (changes: Partial<TrustRules> = {}): Promise<TrustedFile> =>
    readTrustedFile(path, { ...rules, ...changes });

  it("is read", async () => {
    expect(contentOf(await read())).toBe(GOOD);
  });

  it.each([".", "..", "../.."])("is not, when somebody else owns %s", async (level) => {
    const target = join(path, level === "." ? "" : level);
    const fileSystem: TrustRules["fileSystem"] = {
      lstat: async (each) => {
        const stats = await lstat(each);
        return each === target ? Object.assign(stats, { uid: 4242 }) : stats;
      },
      open: async (each, flags) => {
        const file = await open(each, flags);
        if (each !== target) return file;
        const stats = await file.stat();
        file.stat = (async () => Object.assign(stats, { uid: 4242 })) as typeof file.stat;
        return file;
      },
    };
    const file = await read({ fileSystem });
    expect(file).toMatchObject({ status: "untrusted", finding: { code: "untrusted-file" } });
    expect(reasonOf(file)).toContain(`${target} belongs to user 4242 instead of `);
    expect(reasonOf(file)).toMatch(new RegExp(`run: sudo chown \\S+ '${target}'$`));
  });

  it.each([
    [".", 0o664, "its group"],
    [".", 0o646, "everybody"],
    ["..", 0o775, "its group"],
    ["..", 0o1777, "everybody"],
    ["../..", 0o757, "everybody"],
    ["../../..", 0o775, "its group"],
  ])("is not, when %s has mode %o", async (level, mode, who) => {
    const target = join(path, level === "." ? "" : level);
    chmodSync(target, mode);
    const file = await read();
    expect(file.status).toBe("untrusted");
    expect(reasonOf(file)).toBe(`${target} can be changed by ${who}; run: sudo chmod go-w '${target}'`);
    chmodSync(target, 0o755);
    expect((await read()).status).toBe("content");
  });

  it("names every fault of one place in one command", async () => {
    chmodSync(top, 0o777);
    expect(reasonOf(await read({ owner: 4242 }))).toMatch(
      /instead of 4242 and can be changed by everybody; run: .* && /,
    );
  });

  it("is not, when it is a symbolic link, even to a trusted file", async () => {
    renameSync(path, join(folder, "real.json"));
    symlinkSync(join(folder, "real.json"), path);
    expect(reasonOf(await read())).toBe(`${path} is a symbolic link; put the file itself there`);
    rmSync(join(folder, "real.json"));
    expect((await read()).status).toBe("untrusted");
  });

  it.each(["..", "../.."])("is not, when %s is a symbolic link", async (level) => {
    const target = join(path, level);
    renameSync(target, `${target}-real`);
    symlinkSync(`${target}-real`, target);
    expect(await read()).toMatchObject({ status: "untrusted" });
    expect(reasonOf(await read())).toBe(`${target} is a symbolic link; put a folder there`);
  });

  it("is not a folder, a pipe or a socket, and reading one does not wait", async () => {
    rmSync(path);
    mkdirSync(path);
    const refused = { status: "untrusted", finding: { code: "not-a-regular-file" } };
    expect(await read()).toMatchObject(refused);
    rmSync(path, { recursive: true });
    execFileSync("mkfifo", [path]);
    expect(await read()).toMatchObject(refused);
    rmSync(path);
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(path, resolve));
    expect(await read()).toMatchObject(refused);
    await new Promise((resolve) => server.close(resolve));
  });

  it("is absent when it or its folder is missing, whoever could write there", async () => {
    rmSync(path);
    expect(await read()).toEqual({ status: "absent" });
    chmodSync(folder, 0o777);
    expect(await read()).toEqual({ status: "absent" });
    rmSync(folder, { recursive: true });
    expect(await read()).toEqual({ status: "absent" });
  });

  it("is unreadable when its folder is a file", async () => {
    rmSync(folder, { recursive: true });
    writeFileSync(folder, "", { mode: 0o644 });
    expect(await read()).toMatchObject({ status: "unreadable", finding: { code: "file-unreadable" } });
  });

  it("of 10 MiB is refused without being read", async () => {
    writeFileSync(path, Buffer.alloc(10 * 1024 * 1024, " "));
    let reads = 0;
    const fileSystem: TrustRules["fileSystem"] = {
      lstat,
      open: async (each, flags) => {
        const file = await open(each, flags);
        const original = file.read.bind(file);
        file.read = (...args: Parameters<typeof original>) => {
          reads++;
          return original(...args);
        };
        return file;
      },
    };
    expect(await read({ fileSystem })).toMatchObject({
      status: "malformed",
      finding: { code: "file-too-large" },
    });
    expect(reads).toBe(0);
  });

  it("that says it is empty is read up to exactly 1 MiB", async () => {
    writeFileSync(path, Buffer.alloc(1024 * 1024, " "));
    const fileSystem: TrustRules["fileSystem"] = {
      lstat,
      open: async (each, flags) => {
        const file = await open(each, flags);
        const stats = await file.stat();
        file.stat = (async () => Object.assign(stats, { size: 0 })) as typeof file.stat;
        return file;
      },
    };
    expect(contentOf(await read({ fileSystem }))).toHaveLength(1024 * 1024);
  });

  it("that says it is small and has no end is refused at 1 MiB", async () => {
    let total = 0;
    const fileSystem: TrustRules["fileSystem"] = {
      lstat,
      open: async (each, flags) => {
        const file = await open(each, flags);
        file.read = (async (buffer: Buffer, offset: number, length: number) => {
          total += length;
          return { bytesRead: length, buffer: buffer.fill(" ", offset, offset + length) };
        }) as unknown as typeof file.read;
        return file;
      },
    };
    expect(await read({ fileSystem })).toMatchObject({ status: "malformed" });
    expect(total).toBeLessThan(8 * 1024 * 1024);
  });

  describe("exchanged while it is read", () => {
    it("after it was opened: the open file counts", async () => {
      const other = evilFileIn(directory.path);
      const fileSystem: TrustRules["fileSystem"] = {
        lstat,
        open: async (each, flags) => {
          const file = await open(each, flags);
          renameSync(other, path);
          return file;
        },
      };
      expect(contentOf(await read({ fileSystem }))).toBe(GOOD);
      expect((await read()).status).toBe("untrusted");
    });

    it.each([
      ["a file that everybody can write", (other: string) => renameSync(other, path)],
      [
        "a link",
        (other: string) => {
          rmSync(path);
          symlinkSync(other, path);
        },
      ],
    ])("before it was opened, for %s: refused", async (_, exchange) => {
      const other = evilFileIn(directory.path);
      const fileSystem: TrustRules["fileSystem"] = {
        lstat,
        open: async (each, flags) => {
          exchange(other);
          return open(each, flags);
        },
      };
      expect(await read({ fileSystem })).toMatchObject({ status: "untrusted" });
    });
  });
});

/** The real rule needs a place that only root can write, and files of somebody else. */
describe.skipIf(!isRoot)("the managed file of a machine (needs root)", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync("/var/lib/latchkey-test-");
    chmodSync(folder, 0o755);
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it("on Linux is believed when root alone could write it, and not when it belongs to user 1000", async () => {
    const path = join(folder, "managed-settings.json");
    writeFileSync(path, encode("json", { ...BEDROCK, ...SIGN_IN }), { mode: 0o644 });
    const source = linuxPolicySource({ path });
    expect(decideAuthMode(await readPolicy([source])).mode).toBe("aws-sso");
    chownSync(path, 1000, 1000);
    const snapshot = await readPolicy([source]);
    expect(snapshot.status).toBe("untrusted");
    expect(snapshot.diagnostics[0]?.message).toContain(`sudo chown root '${path}'`);
    expect(decideAuthMode(snapshot).mode).toBe("config-error");
    chownSync(path, 0, 0);
    chownSync(folder, 1000, 1000);
    expect((await readPolicy([source])).diagnostics[0]?.message).toContain(`sudo chown root '${folder}'`);
  });

  it("in a folder of a folder that everybody can write is not believed", async () => {
    using directory = temporaryDirectory();
    const path = join(directory.path, "managed-settings.json");
    writeFileSync(path, GOOD, { mode: 0o644 });
    expect(await linuxPolicySource({ path }).read()).toMatchObject({ status: "untrusted" });
  });

  it.each(["xml-plist", "binary-plist"] as const)("on macOS is read from %s", async (format) => {
    const machine = macosPolicySource({ folder });
    const user = macosPolicySource({ folder, userName: "ada" });
    expect([machine.scope, user.scope]).toEqual(["machine", "user"]);
    expect(await machine.read()).toEqual({ status: "absent" });
    mkdirSync(join(folder, "ada"), { mode: 0o755 });
    writeFileSync(machine.name, encode(format, { ...BEDROCK, PayloadUUID: "x" }), { mode: 0o644 });
    writeFileSync(user.name, encode(format, SIGN_IN), { mode: 0o644 });
    const snapshot = await readPolicy([machine, user], { precedence: "user-over-machine" });
    expect(decideAuthMode(snapshot).mode).toBe("aws-sso");
    expect(snapshot.entries.map(({ key }) => key)).not.toContain("PayloadUUID");
    chownSync(user.name, 1000, 1000);
    const changed = await readPolicy([machine, user], { precedence: "user-over-machine" });
    expect(decideAuthMode(changed).mode).toBe("config-error");
  });
});
