/** Redirects to native clients: RFC 8252 section 7.3, loopback by address and over http. */

const loopback = /^(http:\/\/(?:127\.0\.0\.1|\[::1\]))(?::\d{1,5})?((?:[/?][!"$-~]*)?)$/;

/** Whether a client may register it. */
export function isLoopbackRedirect(text: string): boolean {
  return loopback.test(text) && URL.canParse(text);
}

/** Compares as text (RFC 6749 section 3.1.2.3), but for the port: clients take whichever is free. */
export function isRegisteredRedirect(registered: readonly string[], text: string): boolean {
  return isLoopbackRedirect(text) && registered.some((uri) => withoutPort(uri) === withoutPort(text));
}

/** The redirect with the answer's members behind its own query. */
export function redirectLocation(
  redirectUri: string,
  members: Readonly<Record<string, string | undefined>>,
): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(members)) if (value !== undefined) query.append(name, value);
  return `${redirectUri}${redirectUri.includes("?") ? "&" : "?"}${query.toString()}`;
}

function withoutPort(text: string): string {
  return text.replace(loopback, "$1$2");
}
