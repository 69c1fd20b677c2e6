/**
 * What a caller did wrong.
 *
 * - `INVALID_REGION`: `region` is not written as an AWS region, so no host name is built from it.
 */
export type AwsPartitionsErrorCode = "INVALID_REGION";

/** A caller's mistake. The message does not repeat the value. */
export class AwsPartitionsError extends Error {
  override readonly name = "AwsPartitionsError";
  readonly code: AwsPartitionsErrorCode;

  constructor(code: AwsPartitionsErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}
