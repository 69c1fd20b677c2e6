/** The two names of an OIDC error, from either: `slow_down` in the body, `SlowDownException` in the header. */

export interface ErrorNames {
  readonly type: string;
  readonly code: string;
}

/** @see sso-oidc service model; InternalServerException is the one whose names do not follow from each other. */
export function errorNames(error: string): ErrorNames {
  if (error === "server_error" || error === "InternalServerException")
    return { type: "InternalServerException", code: "server_error" };
  const isCode = error === error.toLowerCase();
  return isCode ? { type: typeOf(error), code: error } : { type: error, code: codeOf(error) };
}

function typeOf(code: string): string {
  const words = code.split("_").map((word) => word.charAt(0).toUpperCase() + word.slice(1));
  return `${words.join("")}Exception`;
}

function codeOf(type: string): string {
  return type
    .replace(/Exception$/, "")
    .replaceAll(/(?<=[a-z])(?=[A-Z])/g, "_")
    .toLowerCase();
}
