import nock from "nock";
import { afterAll, afterEach, beforeAll, expect } from "vitest";

/** No request leaves the tests, and every answer that a test prepared was asked for. */
export function withoutNetwork(): void {
  beforeAll(() => nock.disableNetConnect());
  afterEach(() => {
    const unused = nock.pendingMocks();
    nock.cleanAll();
    expect(unused, "answers that were never asked for").toEqual([]);
  });
  afterAll(() => nock.enableNetConnect());
}
