/** Requests to the control API of a rig's mock. */

import { request } from "node:http";
import type { Reply, Rig } from "./rig.ts";

/** Sends `body`, when there is one, as JSON. */
export function control(
  rig: Rig,
  method: string,
  path: string,
  body?: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<Reply> {
  const json = body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) };
  const type: Record<string, string> = body === undefined ? {} : { "content-type": "application/json" };
  return rig.send(method, `/_mock${path}`, { headers: { ...type, ...headers }, ...json });
}

/** What the error of a refusal says. */
export function refusalOf({ status, json }: Reply): readonly [number, string] {
  const { code } = json["error"] as { readonly code: string };
  return [status, code];
}

export function messageOf({ json }: Reply): string {
  return (json["error"] as { readonly message: string }).message;
}

/** Sends a GET as it is said: `fetch` sets some headers itself and tidies paths up. Gives status and error code. */
export function rawControl(
  url: string,
  path: string,
  headers: Readonly<Record<string, string>>,
): Promise<readonly [number, string | undefined]> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { path: `/_mock${path}`, headers }, (response) => {
      let text = "";
      response.setEncoding("utf8");
      response.on("data", (chunk: string) => (text += chunk));
      response.on("end", () => {
        const { error } = JSON.parse(text) as { readonly error?: { readonly code: string } };
        resolve([response.statusCode ?? 0, error?.code]);
      });
    });
    sent.on("error", reject);
    sent.end();
  });
}
