/** An API key in a key that everybody may see: pasted into the field beside the right one, for instance. */
import { toPlain, type RawValue } from "../decode/raw-value.ts";

/** Long enough to be a whole one, and not the word in a sentence. */
const API_KEY = /\b(?:ABSK|bedrock-api-key-)[A-Za-z0-9+/=_-]{28}/;

/** False for values that are sealed: where they are, nobody sees them. */
export function holdsApiKey(value: RawValue): boolean {
  switch (value.type) {
    case "string":
      return API_KEY.test(value.text);
    case "list":
    case "dictionary":
      return API_KEY.test(JSON.stringify(toPlain(value)));
    default:
      return false;
  }
}
