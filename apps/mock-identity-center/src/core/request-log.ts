/** What the mock was asked: operation, outcome and who, never a value that could be secret. */

export interface RequestLogEntry {
  /** When it arrived, by the mock's clock. */
  readonly time: Date;
  /** The AWS operation, `Page` for the sign-in pages, or `Unknown`. */
  readonly operation: string;
  readonly method: string;
  readonly status: number;
  /** The error type of a refusal. */
  readonly error: string | undefined;
  /** `clientId` of the registered client, when the request named one that exists. */
  readonly client: string | undefined;
  /** The user whose sign-in or credentials the request used. */
  readonly userName: string | undefined;
  readonly requestId: string;
}
