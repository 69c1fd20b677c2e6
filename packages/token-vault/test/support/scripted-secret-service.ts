/** A Secret Service on a scripted bus: one item that can be locked, and prompts that end as a test says. */

import { variant } from "../../src/d-bus-value.ts";
import type { DBusValue } from "../../src/d-bus-value.ts";
import { keyAgreement } from "../../src/secret-transfer.ts";
import type { SecretTransfer } from "../../src/secret-transfer.ts";
import { nothing, startScriptedBus } from "./scripted-bus.ts";
import type { BusAnswer, BusCall, ScriptedBus } from "./scripted-bus.ts";

export interface ScriptedService {
  /** Where the item is; `hidden` is locked, and not found while it is. */
  item: "none" | "unlocked" | "locked" | "hidden";
  value: string;
  /** What the person does, or that the service is unable to ask. */
  prompt: "unlocks" | "dismisses" | "does nothing" | "not needed";
  /** Names that have an owner on the bus. */
  owners: readonly string[];
  /** Comes before every other answer. */
  override: (call: BusCall) => BusAnswer | undefined;
}

const PROMPT = "/prompt";
const ITEM = "/item";
const SESSION = "/session";

export async function startScriptedService(
  settings: Partial<ScriptedService> = {},
): Promise<ScriptedBus & { readonly service: ScriptedService }> {
  const service: ScriptedService = {
    item: "none",
    value: "the value",
    prompt: "unlocks",
    owners: [],
    override: () => undefined,
    ...settings,
  };
  let transfer: SecretTransfer;
  let isWatched = false;
  const unlock = (): void => {
    if (service.item !== "none") service.item = "unlocked";
  };
  const isLocked = (): boolean => service.item === "locked" || service.item === "hidden";
  const handlers: Record<string, (call: BusCall, bus: ScriptedBus) => BusAnswer> = {
    AddMatch: ({ body: [rule] }) => {
      isWatched = (rule as string).includes("member='Completed'");
      return nothing;
    },
    NameHasOwner: ({ body: [name] }) => returns("b", service.owners.includes(name as string)),
    OpenSession: ({ body }) => {
      const agreement = keyAgreement();
      transfer = agreement.agree((body[1] as { value: Uint8Array }).value);
      return returns("vo", variant("ay", agreement.publicKey), SESSION);
    },
    SearchItems: () => returns("aoao", found("unlocked"), found("locked")),
    Get: () => returns("v", variant("b", isLocked())),
    Unlock: () => {
      if (service.prompt !== "not needed") return returns("aoo", [], PROMPT);
      unlock();
      return returns("aoo", [ITEM], "/");
    },
    Prompt: (_, bus) => {
      // A bus passes on only what was asked for.
      if (service.prompt === "does nothing" || !isWatched) return nothing;
      const isDismissed = service.prompt === "dismisses";
      if (!isDismissed) unlock();
      // After the reply, as services do it.
      setImmediate(() => bus.signal(PROMPT, "Completed", "bv", [isDismissed, variant("s", "")]));
      return nothing;
    },
    GetSecret: () => {
      const { initializationVector, ciphertext } = transfer.encrypt(service.value);
      return returns("(oayays)", [SESSION, initializationVector, ciphertext, "text/plain"]);
    },
    CreateItem: ({ body }) => {
      const [, initializationVector, ciphertext] = body[1] as [string, Buffer, Buffer];
      service.value = transfer.decrypt({ initializationVector, ciphertext });
      service.item = "unlocked";
      return returns("oo", ITEM, "/");
    },
    Delete: () => {
      service.item = "none";
      return returns("o", "/");
    },
  };
  const found = (item: ScriptedService["item"]): readonly string[] => (service.item === item ? [ITEM] : []);
  const bus = await startScriptedBus({
    answer: (call, bus) => service.override(call) ?? handlers[call.member]?.(call, bus) ?? "hang up",
  });
  return Object.assign(bus, { service });
}

function returns(signature: string, ...body: readonly DBusValue[]): BusAnswer {
  return { signature, body };
}
