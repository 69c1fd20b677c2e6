/** Builds what one Identity Center configuration needs, once; the only place that knows how the parts connect. */
import { createDeviceFlow } from "@latchkey/oidc-device-flow";
import type { DeviceFlow } from "@latchkey/oidc-device-flow";
import { createAccessPortal } from "@latchkey/role-credentials";
import type { AccessPortal } from "@latchkey/role-credentials";
import type { TokenVault } from "@latchkey/token-vault";
import { CLIENT_NAME } from "./app-settings.ts";
import type { AppSettings } from "./app-settings.ts";
import { createServerClock } from "./server-clock.ts";
import type { ServerClock } from "./server-clock.ts";
import { activeSignIn } from "./sign-in/active-sign-in.ts";
import type { ActiveSignIn } from "./sign-in/active-sign-in.ts";
import { createDeviceSignIn } from "./sign-in/device-sign-in.ts";
import type { DeviceSignIn } from "./sign-in/device-sign-in.ts";
import { createSignInKeeper } from "./sign-in/sign-in-keeper.ts";
import type { SignInKeeper, SignInReason } from "./sign-in/sign-in-keeper.ts";
import type { SignInState } from "./sign-in/sign-in-state.ts";
import { signInStore } from "./sign-in/sign-in-store.ts";
import type { SignInStore } from "./sign-in/sign-in-store.ts";
import { isSignInConfigured } from "./start-up.ts";
import type { SsoDecision } from "./start-up.ts";

export interface SsoServices {
  readonly settings: AppSettings;
  readonly decision: SsoDecision;
  readonly flow: DeviceFlow;
  readonly portal: AccessPortal;
  readonly store: SignInStore;
  readonly keeper: SignInKeeper;
  readonly serverClock: ServerClock;
  readonly active: ActiveSignIn;
}

/** @throws {Error} when a packaged app is given endpoint overrides. */
export function composeSso(settings: AppSettings, decision: SsoDecision, vault: TokenVault): SsoServices {
  refuseOverrides(settings);
  const { clock, log, endpoints, requestHandler } = settings;
  const { ssoRegion: region, startUrl } = decision;
  const serverClock = createServerClock(clock);
  const flow = createDeviceFlow({
    region,
    clock,
    onServerDate: serverClock.note,
    ...(requestHandler === undefined ? {} : { requestHandler }),
    ...(endpoints === undefined ? {} : { endpoint: new URL(endpoints.oidc) }),
  });
  const portal = createAccessPortal({
    region,
    clock,
    onServerDate: serverClock.note,
    ...(requestHandler === undefined ? {} : { requestHandler }),
    ...(endpoints === undefined ? {} : { endpoint: new URL(endpoints.portal) }),
  });
  const store = signInStore(vault, { startUrl, region }, log);
  const keeper = createSignInKeeper({ flow, portal, store, clock, serverClock, log });
  return { settings, decision, flow, portal, store, keeper, serverClock, active: activeSignIn() };
}

/** @throws {Error} when a packaged app is given endpoint overrides. */
export function refuseOverrides({ isPackaged, endpoints }: AppSettings): void {
  if (isPackaged && endpoints !== undefined) {
    throw new Error("Endpoint overrides are for development; a packaged app does not accept them");
  }
}

/** A sign-in that has not begun: call its `run` on the person's click. */
export function composeDeviceSignIn(
  services: SsoServices,
  reason: SignInReason,
  onState: (state: SignInState) => void,
): DeviceSignIn {
  const { settings, decision, flow, portal, store, serverClock, active } = services;
  return createDeviceSignIn(
    {
      flow,
      portal,
      store,
      clock: settings.clock,
      serverClock,
      log: settings.log,
      active,
      clientName: CLIENT_NAME,
      startUrl: decision.startUrl,
      region: decision.ssoRegion,
      signedInFor: { accountId: decision.accountId, roleName: decision.roleName },
      isStillConfigured: () => isSignInConfigured(settings, decision),
      openExternal: settings.openExternal,
      allowedOrigins: settings.endpoints?.verificationOrigins ?? [],
    },
    reason,
    onState,
  );
}
