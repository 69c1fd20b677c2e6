/** A mock on a clock that only tests move, and raw HTTP to it: nothing of an SDK in between. */

import { approveInBrowser, startMockIdentityCenter } from "../../src/index.ts";
import type { MockIdentityCenter, MockIdentityCenterOptions } from "../../src/index.ts";

export const deviceCodeGrant = "urn:ietf:params:oauth:grant-type:device_code";
/** A whole second, well in the past: a mock that looked at the wall clock would find everything expired. */
export const startOfTime: number = Date.UTC(2026, 0, 15, 12, 0, 0);

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The body as JSON; undefined when it is not JSON. */
  readonly json: Readonly<Record<string, unknown>>;
}

export interface Client {
  readonly clientId: string;
  readonly clientSecret: string;
}

export interface Device {
  readonly deviceCode: string;
  readonly userCode: string;
  readonly verificationUriComplete: string;
}

export interface Tokens {
  readonly accessToken: string;
  readonly refreshToken: string;
}

export interface Rig extends AsyncDisposable {
  readonly mock: MockIdentityCenter;
  readonly send: (method: string, path: string, options?: SendOptions) => Promise<Reply>;
  readonly post: (path: string, body: unknown) => Promise<Reply>;
  readonly portal: (path: string, accessToken?: string) => Promise<Reply>;
  readonly register: (overrides?: Readonly<Record<string, unknown>>) => Promise<Client>;
  readonly startDevice: (client: Client) => Promise<Device>;
  readonly poll: (client: Client, device: Device) => Promise<Reply>;
  readonly refresh: (client: Client, refreshToken: string) => Promise<Reply>;
  /** A whole sign-in without pages. */
  readonly signIn: (userName?: string, client?: Client) => Promise<Tokens & { readonly client: Client }>;
}

export interface SendOptions {
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array<ArrayBuffer>;
}

export async function startRig(options: MockIdentityCenterOptions = {}): Promise<Rig> {
  const mock = await startMockIdentityCenter({ clock: { now: () => startOfTime }, ...options });
  const send: Rig["send"] = async (method, path, { headers = {}, body } = {}) => {
    const response = await fetch(`${mock.url}${path}`, {
      method,
      headers,
      redirect: "manual",
      ...(body ? { body } : {}),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, json: parse(text) };
  };
  const post: Rig["post"] = (path, body) =>
    send("POST", path, { headers: { "content-type": "application/json" }, body: JSON.stringify(body) });
  const register: Rig["register"] = async (overrides = {}) =>
    (await post("/client/register", registration(overrides))).json as unknown as Client;
  const startDevice: Rig["startDevice"] = async ({ clientId, clientSecret }) =>
    (await post("/device_authorization", { clientId, clientSecret, startUrl: mock.startUrl }))
      .json as unknown as Device;
  const poll: Rig["poll"] = ({ clientId, clientSecret }, { deviceCode }) =>
    post("/token", { clientId, clientSecret, grantType: deviceCodeGrant, deviceCode });
  return {
    mock,
    send,
    post,
    register,
    startDevice,
    poll,
    portal: (path, accessToken) =>
      send(
        "GET",
        path,
        accessToken === undefined ? {} : { headers: { "x-amz-sso_bearer_token": accessToken } },
      ),
    refresh: ({ clientId, clientSecret }, refreshToken) =>
      post("/token", { clientId, clientSecret, grantType: "refresh_token", refreshToken }),
    async signIn(userName = "ada.lovelace", given) {
      const client = given ?? (await register());
      const device = await startDevice(client);
      mock.approve(device.userCode, userName);
      return { ...((await poll(client, device)).json as unknown as Tokens), client };
    },
    [Symbol.asyncDispose]: () => mock.close(),
  };
}

export function registration(overrides: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return { clientName: "a test", clientType: "public", scopes: ["sso:account:access"], ...overrides };
}

export { approveInBrowser };

function parse(text: string): Readonly<Record<string, unknown>> {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return {};
  }
}
