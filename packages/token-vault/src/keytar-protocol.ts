/** What goes between a process and its keytar host. Types only, so that the host loads nothing for it. */

export type KeytarCall =
  | { readonly method: "get"; readonly account: string }
  | { readonly method: "set"; readonly account: string; readonly value: string }
  | { readonly method: "delete"; readonly account: string };

export type HostRequest = KeytarCall & { readonly id: number; readonly service: string };

export type HostReply =
  | { readonly id: number; readonly status: "done"; readonly value: string | boolean | null }
  | {
      readonly id: number;
      readonly status: "failed";
      readonly during: "load" | "call";
      readonly message: string;
    };
