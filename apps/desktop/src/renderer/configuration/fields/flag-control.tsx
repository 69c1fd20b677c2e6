/** Yes, no, or not set, which is a third thing: the app's own choice then holds. */
import type { JSX } from "preact";
import { useMessages } from "../ui/locale.ts";
import { Select } from "./choice-control.tsx";
import type { ControlProps } from "./control.tsx";

const FLAGS: Readonly<Record<string, boolean | undefined>> = { true: true, false: false };

export function FlagControl(props: ControlProps & { readonly flag: boolean | undefined }): JSX.Element {
  const messages = useMessages();
  return (
    <Select
      {...props}
      value={props.flag === undefined ? "" : String(props.flag)}
      options={[
        ["true", messages["field.yes"]],
        ["false", messages["field.no"]],
      ]}
      choose={(chosen) => props.change({ kind: "flag", flag: FLAGS[chosen] })}
    />
  );
}
