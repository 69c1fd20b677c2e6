/** The reference that an administrator asks for; selected whole by one click. */
import type { JSX } from "preact";
import { Fields } from "../ui/page-view.tsx";

export function RequestId({ value }: { readonly value: string | undefined }): JSX.Element | null {
  return value === undefined ? null : <Fields fields={[{ name: "field.request-id", value }]} />;
}
