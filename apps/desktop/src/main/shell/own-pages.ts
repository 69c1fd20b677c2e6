/** The address of the app's own pages. In Node, `origin` of every such address is the text "null": compare the parts. */
export const PAGE_SCHEME = "app";
export const START_PAGE = "app://shell/index.html";
export const CONFIGURATION_PAGE = "app://shell/configuration.html";

const { protocol, host } = new URL(START_PAGE);

export function isOwnPage(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const url = new URL(address);
  return url.protocol === protocol && url.host === host && url.username === "" && url.password === "";
}
