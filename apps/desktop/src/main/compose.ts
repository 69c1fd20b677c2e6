/** Builds what one Identity Center configuration needs, once; the only place that knows how the parts connect. */
import { createDeviceFlow } from "@latchkey/oidc-device-flow";
import type { DeviceFlow } from "@latchkey/oidc-device-flow";
import { createAccessPortal } from "@latchkey/role-credentials";
import type { AccessPortal } from "@latchkey/role-credentials";
import type { TokenVault } from "@latchkey/token-vault";
import { CLIENT_NAME } from "./app-settings.ts";
import type { AppSettings } from "./app-settings.ts";
import { createDeviceSignIn } from "./sign-in/device-sign-in.ts";
import type { DeviceSignIn } from "./sign-in/device-sign-in.ts";
import { createSignInKeeper } from "./sign-in/sign-in-keeper.ts";
import type { SignInKeeper, SignInReason } from "./sign-in/sign-in-keeper.ts";
import type { SignInState } from "./sign-in/sign-in-state.ts";
import { signInStore } from "./sign-in/sign-in-store.ts";
import type { SignInStore } from "./sign-in/sign-in-store.ts";
import type { SsoDecision } from "./start-up.ts";

export interface SsoServices {
  readonly settings: AppSettings;
  readonly decision: SsoDecision;
  readonly flow: DeviceFlow;
  readonly portal: AccessPortal;
  readonly store: SignInStore;
  readonly keeper: SignInKeeper;
}

/** @throws {Error} when a packaged app is given endpoint overrides. */
export function composeSso(settings: AppSettings, decision: SsoDecision, vault: TokenVault): SsoServices {
  const { clock, log, endpoints } = settings;
  if (settings.isPackaged && endpoints !== undefined) {
    throw new Error("Endpoint overrides are for development; a packaged app does not accept them");
  }
  const { ssoRegion: region, startUrl } = decision;
  const flow = createDeviceFlow({
    region,
    clock,
    ...(endpoints === undefined ? {} : { endpoint: new URL(endpoints.oidc) }),
  });
  const portal = createAccessPortal({
    region,
    clock,
    ...(endpoints === undefined ? {} : { endpoint: new URL(endpoints.portal) }),
  });
  const store = signInStore(vault, { startUrl, region }, log);
  return { settings, decision, flow, portal, store, keeper: createSignInKeeper({ flow, store, clock, log }) };
}

/** A sign-in that has not begun: call its `run` on the person's click. */
export function composeDeviceSignIn(
  services: SsoServices,
  reason: SignInReason,
  onState: (state: SignInState) => void,
): DeviceSignIn {
  const { settings, decision, flow, store } = services;
  return createDeviceSignIn(
    {
      flow,
      store,
      clock: settings.clock,
      log: settings.log,
      clientName: CLIENT_NAME,
      startUrl: decision.startUrl,
      region: decision.ssoRegion,
      openExternal: settings.openExternal,
      allowedOrigins: settings.endpoints?.verificationOrigins ?? [],
    },
    reason,
    onState,
  );
}
