/** What the texts of the authorization-code grant look like: 86 URL-safe characters, as device codes have. */

import { base64url } from "../core/random.ts";
import type { SecretShape } from "./shapes.ts";

export const authorizationRequestShape: SecretShape = shapeOf("authorization request");
export const authorizationCodeShape: SecretShape = shapeOf("authorization code");

function shapeOf(name: string): SecretShape {
  return { name, prefix: "", length: 64, encode: base64url };
}
