/** AWS-shaped answers to what never became a request: no HTTP, too long a head, a method for proxies. */

import { randomUUID } from "node:crypto";
import type { LastAnswer } from "./last-answer.ts";

/** Why the parser of HTTP/1.1 gave a connection up. */
export function parserRefusal(error: Error): LastAnswer {
  switch ("code" in error ? error.code : "") {
    case "HPE_HEADER_OVERFLOW":
      return refusal(431, "RequestHeaderFieldsTooLargeException", "The target and headers are too large");
    case "HPE_INVALID_METHOD":
      return refusal(405, "MethodNotAllowedException", "There is no such method");
    default:
      return refusal(400, "MalformedRequestException", "The request is not valid HTTP");
  }
}

/** To CONNECT: somebody took the mock's address for its proxy's. */
export function proxyRefusal(): LastAnswer {
  return refusal(
    405,
    "MethodNotAllowedException",
    "This is the mock, not a proxy: its CONNECT proxy has another address",
  );
}

function refusal(status: number, type: string, message: string): LastAnswer {
  return {
    status,
    headers: {
      "content-type": "application/json",
      "x-amzn-requestid": randomUUID(),
      "x-amzn-errortype": type,
    },
    body: JSON.stringify({ message }),
  };
}
