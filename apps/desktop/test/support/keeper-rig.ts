/** A keeper on a frozen clock, over a real vault, whose Identity Center is one scripted answer. */
import type {
  ClientRegistration,
  DeviceFlow,
  RefreshRequest,
  RefreshResult,
} from "@latchkey/oidc-device-flow";
import { secret } from "@latchkey/secret";
import { manualClock, temporaryDirectory } from "@latchkey/test-kit";
import type { ManualClock } from "@latchkey/test-kit";
import { memoryKeyStore, openTokenVault } from "@latchkey/token-vault";
import type { TokenVault, VaultOwner } from "@latchkey/token-vault";
import { join } from "node:path";
import { createLog } from "../../src/main/log.ts";
import { createSignInKeeper } from "../../src/main/sign-in/sign-in-keeper.ts";
import type { SignInKeeper, SignInKeeperServices } from "../../src/main/sign-in/sign-in-keeper.ts";
import type { SignIn } from "../../src/main/sign-in/sign-in-record.ts";
import { signInStore } from "../../src/main/sign-in/sign-in-store.ts";
import type { SignInStore } from "../../src/main/sign-in/sign-in-store.ts";

export const OWNER: VaultOwner = { startUrl: "https://acme.awsapps.com/start", region: "us-west-2" };
export const CLIENT_ID = "client-1";

export type Answer = (request: RefreshRequest) => Promise<RefreshResult>;

export interface KeeperRig extends Disposable {
  readonly clock: ManualClock;
  readonly vault: TokenVault;
  readonly store: SignInStore;
  readonly keeper: SignInKeeper;
  /** What Identity Center was asked. */
  readonly refreshes: readonly RefreshRequest[];
  /** What it answers from now on; a refresh before that fails the test. */
  answer(answer: Answer): void;
  /** Another keeper over the same vault or another part of the services. */
  keeperWith(changes: Partial<SignInKeeperServices>): SignInKeeper;
}

const unexpected = (): Promise<never> => Promise.reject(new Error("nobody expected this call"));

export async function keeperRig(now = Date.UTC(2021, 11, 25, 13, 30), owner = OWNER): Promise<KeeperRig> {
  const folder = temporaryDirectory();
  const clock = manualClock(now);
  const vault = await openTokenVault({ directory: join(folder.path, "vault"), keyStore: memoryKeyStore() });
  const log = createLog({ level: "silent", destination: { write: () => undefined } });
  const store = signInStore(vault, owner, log);
  const refreshes: RefreshRequest[] = [];
  let answer: Answer = unexpected;
  const flow: DeviceFlow = {
    registerClient: unexpected,
    startDeviceAuthorization: unexpected,
    pollForToken: unexpected,
    refresh(request) {
      refreshes.push(request);
      return answer(request);
    },
  };
  const services = { flow, store, clock, log };
  return {
    clock,
    vault,
    store,
    keeper: createSignInKeeper(services),
    refreshes,
    answer: (next) => void (answer = next),
    keeperWith: (changes) => createSignInKeeper({ ...services, ...changes }),
    [Symbol.dispose]: () => folder[Symbol.dispose](),
  };
}

export function signInUntil(expiresAt: Date, refreshToken: string | undefined = "refresh-1"): SignIn {
  return {
    clientId: CLIENT_ID,
    tokens: {
      accessToken: secret("access-1"),
      expiresAt,
      ...(refreshToken === undefined ? {} : { refreshToken: secret(refreshToken) }),
    },
  };
}

export function registrationUntil(expiresAt: Date, clientId = CLIENT_ID): ClientRegistration {
  return { clientId, clientSecret: secret("client-secret-1"), expiresAt };
}

/** A sign-in with `seconds` left, which can be refreshed. */
export async function withSecondsLeft(rig: KeeperRig, seconds: number): Promise<void> {
  await rig.store.write(signInUntil(new Date(rig.clock.now() + seconds * 1000)));
  await rig.store.writeRegistration(registrationUntil(new Date(rig.clock.now() + 30 * 86_400_000)));
}

/** What Identity Center gives for a refresh. */
export function refreshed(rig: KeeperRig, seconds = 28_800): RefreshResult {
  const expiresAt = new Date(rig.clock.now() + seconds * 1000);
  return {
    status: "refreshed",
    tokens: { accessToken: secret("access-2"), refreshToken: secret("refresh-2"), expiresAt },
  };
}
