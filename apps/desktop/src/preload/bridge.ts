/** The one way from a page to the main process: a channel's function, with data in and data out. */
import { ipcRenderer } from "electron";
import type { z } from "zod";
import type { Answer, Call, Invokes, Listen } from "../shared/answer.ts";

/** One function per channel of the table. The page never sees the channel's name. */
export function callsOf<Table extends Invokes>() {
  return <Channel extends keyof Table & string>(channel: Channel): Call<Table, Channel> =>
    ((input: unknown = {}) => ipcRenderer.invoke(channel, input) as Promise<Answer<unknown>>) as Call<
      Table,
      Channel
    >;
}

/** A listener hears the data alone, never the event. */
export function listensTo<Table extends Readonly<Record<string, z.ZodType>>>() {
  return <Channel extends keyof Table & string>(channel: Channel): Listen<z.infer<Table[Channel]>> =>
    (listener) => {
      const onPush = (_event: unknown, pushed: z.infer<Table[Channel]>): void => listener(pushed);
      ipcRenderer.on(channel, onPush);
      return () => void ipcRenderer.off(channel, onPush);
    };
}
