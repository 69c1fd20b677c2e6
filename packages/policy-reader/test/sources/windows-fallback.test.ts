/** Which of the two ways into the registry is believed when the first one fails. */
import { describe, expect, it } from "vitest";
import {
  decideAuthMode,
  readPolicy,
  windowsPolicySource,
  type NativeRegistry,
  type PolicySnapshot,
} from "../../src/index.ts";
import { fakeNativeRegistry, fakeRegExe } from "./fake-registry.ts";

const readWithError = async (errno: number | undefined): Promise<PolicySnapshot> => {
  const openKey = (): never => {
    throw Object.assign(new Error("RegOpenKeyExW"), errno === undefined ? {} : { errno });
  };
  const loadRegistry = (): NativeRegistry => ({ ...fakeNativeRegistry({}), openKey });
  return readPolicy([windowsPolicySource({ loadRegistry, exec: fakeRegExe({}).exec })]);
};

describe("when native-reg fails and reg.exe finds no key", () => {
  it("is unreadable if Windows refused: reg.exe says the same of a closed key as of a missing one", async () => {
    const snapshot = await readWithError(5);
    expect(snapshot).toMatchObject({ status: "unreadable", diagnostics: [{ code: "registry-unreadable" }] });
    expect(snapshot.diagnostics[0]?.message).toContain(
      "(native-reg: refused by Windows; reg.exe: found nothing); check who may read the key",
    );
    expect(decideAuthMode(snapshot).mode).toBe("unknown");
  });

  it("is absent if the package just does not work here", async () => {
    expect((await readWithError(undefined)).status).toBe("absent");
  });
});
