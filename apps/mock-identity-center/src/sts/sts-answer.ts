/** Answers of STS: XML of the query protocol. */

import type { Call, WireResponse } from "../core/wire.ts";

export const namespace = "https://sts.amazonaws.com/doc/2011-06-15/";

export function stsError(call: Call, status: number, code: string, message: string): WireResponse {
  call.note.error = code;
  return xmlResponse(
    call,
    status,
    `<ErrorResponse xmlns="${namespace}"><Error><Type>Sender</Type><Code>${code}</Code>` +
      `<Message>${escapeXml(message)}</Message></Error><RequestId>${call.requestId}</RequestId></ErrorResponse>`,
  );
}

export function xmlResponse(call: Call, status: number, body: string): WireResponse {
  return { status, headers: { "content-type": "text/xml", "x-amzn-requestid": call.requestId }, body };
}

export function escapeXml(text: string): string {
  return text.replaceAll(/[<>&"']/g, (mark) => `&#${mark.charCodeAt(0)};`);
}
