/** Fault scripts: which requests are spoilt, and how often they were. */

import { z } from "zod";
import type { AddedFault } from "../../faults/fault.ts";
import { faultSchema, readFault, writtenFault } from "../../faults/fault-schema.ts";
import { route } from "../route.ts";
import type { Route } from "../route.ts";
import { named, text } from "../schemas.ts";

const fault = named("Fault", faultSchema);
const addedFault = named(
  "AddedFault",
  z.strictObject({
    id: text,
    matched: z.int().meta({ description: "Requests it fitted" }),
    used: z.int().meta({ description: "Requests it spoilt" }),
    fault,
  }),
);

export const faultRoutes: readonly Route[] = [
  route("GET /faults", {
    name: "listFaults",
    summary: "Every fault in the order they were added, those that are used up included",
    answer: z.strictObject({ faults: z.array(addedFault) }),
    run: (mock) => ({ faults: mock.faults.list().map(describeFault) }),
  }),
  route("POST /faults", {
    name: "addFault",
    summary:
      "Adds a fault behind those already there: of several that fit a request, the first added spoils it",
    body: fault,
    answer: addedFault,
    creates: true,
    refusals: ["FAULT_INVALID"],
    run: (mock, { body }) => describeFault(mock.faults.add(readFault(body))),
  }),
  route("DELETE /faults", {
    name: "clearFaults",
    summary: "Takes out every fault",
    run: (mock) => mock.faults.clear(),
  }),
  route("DELETE /faults/{id}", {
    name: "removeFault",
    summary: "Takes out one fault; requests that it already holds up stay held up",
    refusals: ["UNKNOWN_FAULT"],
    run: (mock, { path }) => mock.faults.remove(path["id"] ?? ""),
  }),
];

function describeFault({ id, matched, used, fault }: AddedFault): z.infer<typeof addedFault> {
  return { id, matched, used, fault: writtenFault(fault) };
}
