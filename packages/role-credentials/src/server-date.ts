/** What time an answer says it is, for an app that wants to know whether its machine's clock is right. */

/**
 * @param serverDate the answer's `Date` header: whole seconds, as the service sent it.
 * @param receivedAt epoch milliseconds of this machine's clock when the answer's headers were there.
 */
export type ServerDateListener = (serverDate: Date, receivedAt: number) => void;

/** Reads a `Date` header (RFC 9110 section 5.6.7); undefined for what is not one. */
export function readServerDate(header: string | undefined): Date | undefined {
  const date = new Date(header ?? Number.NaN);
  // The format that RFC 9110 asks servers for is the one that JavaScript writes; anything else is no server's word.
  return Number.isNaN(date.getTime()) || date.toUTCString() !== header ? undefined : date;
}
