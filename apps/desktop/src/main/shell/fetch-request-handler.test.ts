import { expect, test } from "vitest";
import { fetchRequestHandler } from "./fetch-request-handler.ts";
import type { Fetch } from "./fetch-request-handler.ts";

type Handled = Parameters<ReturnType<typeof fetchRequestHandler>["handle"]>[0];

const request = {
  protocol: "https:",
  hostname: "portal.sso.us-east-1.amazonaws.com",
  path: "/federation/credentials",
  method: "GET",
  headers: {
    host: "portal.sso.us-east-1.amazonaws.com",
    "content-length": "0",
    "x-amz-sso_bearer_token": "t",
  },
  query: { role_name: "A+b =c", account_id: "1" },
} as unknown as Handled;

test("asks for the encoded address without following redirects, cookies or a cache", async () => {
  const asked: { address: string; init: RequestInit }[] = [];
  const fetch: Fetch = async (address, init) => {
    asked.push({ address, init });
    return new Response("{}", { status: 200, headers: { date: "now" } });
  };
  const { response } = await fetchRequestHandler(fetch).handle(request);
  expect(asked[0]?.address).toBe(
    "https://portal.sso.us-east-1.amazonaws.com/federation/credentials?role_name=A%2Bb%20%3Dc&account_id=1",
  );
  expect(asked[0]?.init).toMatchObject({
    method: "GET",
    redirect: "manual",
    credentials: "omit",
    cache: "no-store",
  });
  expect(asked[0]?.init.headers).toEqual({ "x-amz-sso_bearer_token": "t" });
  expect([response.statusCode, response.headers["date"]]).toEqual([200, "now"]);
  expect(await new Response(response.body as ReadableStream).text()).toBe("{}");
});

test("an abort of the caller ends the request, and leaves no listener", async () => {
  const controller = new AbortController();
  const fetch: Fetch = (_address, { signal }) =>
    new Promise((_, reject) => {
      signal?.addEventListener("abort", () => reject(new Error("aborted")));
      controller.abort();
    });
  const handled = fetchRequestHandler(fetch).handle(request, { abortSignal: controller.signal as never });
  await expect(handled).rejects.toThrow("aborted");
});
