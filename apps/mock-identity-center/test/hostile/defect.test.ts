/** A defect of the mock itself: answered with 500 and told to whoever runs it, and the next request goes on. */

import { once } from "node:events";
import { expect, test } from "vitest";
import { listen } from "../../src/server/listen.ts";

test("a core that throws", async () => {
  const defect = new Error("a defect");
  let asked = 0;
  const listener = await listen({
    host: "127.0.0.1",
    port: 0,
    now: Date.now,
    handle: () => {
      asked += 1;
      if (asked === 1) throw defect;
      return { status: 200, headers: {}, body: "fine" };
    },
  });
  const warned = once(process, "warning");
  const url = `http://127.0.0.1:${listener.port}`;
  const response = await fetch(url);
  expect(response.status).toBe(500);
  expect(response.headers.get("x-amzn-errortype")).toBe("InternalFailure");
  expect(await response.json()).toEqual({ message: expect.not.stringContaining("a defect") as string });
  expect(await warned).toEqual([defect]);
  expect(await (await fetch(url)).text()).toBe("fine");
  await listener.close();
});
