import nock from "nock";
import { afterAll, afterEach, beforeAll } from "vitest";

/** No request leaves the tests, and every answer that a test prepared was asked for. */
export function withoutNetwork(): void {
  beforeAll(() => nock.disableNetConnect());
  afterEach(() => {
    const unused = nock.pendingMocks();
    nock.cleanAll();
    if (unused.length > 0) throw new Error(`answers that were never asked for: ${unused.join(", ")}`);
  });
  afterAll(() => nock.enableNetConnect());
}
