/** Every operation of the control API, and how a path leads to one. */

import { z } from "zod";
import { describeRoutes } from "./openapi.ts";
import type { OpenApiDocument } from "./openapi.ts";
import { route } from "./route.ts";
import type { Route } from "./route.ts";
import { accessRoutes } from "./routes/access.ts";
import { directoryRoutes } from "./routes/directory.ts";
import { faultRoutes } from "./routes/faults.ts";
import { historyRoutes } from "./routes/history.ts";
import { signInRoutes } from "./routes/sign-ins.ts";
import { worldRoutes } from "./routes/world.ts";

const descriptionRoute = route("GET /openapi.json", {
  name: "getDescription",
  summary: "This description",
  answer: z.looseObject({ openapi: z.string() }),
  run: () => controlDescription(),
});

export const controlRoutes: readonly Route[] = [
  descriptionRoute,
  ...worldRoutes,
  ...directoryRoutes,
  ...accessRoutes,
  ...signInRoutes,
  ...faultRoutes,
  ...historyRoutes,
];

/** The OpenAPI description of the control API. */
export function controlDescription(): OpenApiDocument {
  return describeRoutes(controlRoutes);
}

export type RouteMatch =
  | { readonly status: "found"; readonly route: Route; readonly path: Readonly<Record<string, string>> }
  | { readonly status: "other-method"; readonly allowed: readonly string[] }
  | { readonly status: "unknown" };

/** @param path below the prefix, still encoded. */
export function findRoute(method: string, path: string): RouteMatch {
  const segments = path.split("/").map(decodeSegment);
  const fitting = controlRoutes.flatMap((route) => {
    const parameters = parametersOf(route.path.split("/"), segments);
    return parameters === undefined ? [] : [{ route, path: parameters }];
  });
  const found = fitting.find(({ route }) => route.method === method);
  if (found !== undefined) return { status: "found", ...found };
  return fitting.length === 0
    ? { status: "unknown" }
    : { status: "other-method", allowed: fitting.map(({ route }) => route.method) };
}

function parametersOf(
  template: readonly string[],
  segments: readonly (string | undefined)[],
): Record<string, string> | undefined {
  if (template.length !== segments.length) return undefined;
  const parameters: Record<string, string> = {};
  for (const [index, part] of template.entries()) {
    const segment = segments[index];
    const [, name] = /^\{(\w+)\}$/.exec(part) ?? [];
    if (segment === undefined || (name === undefined ? segment !== part : segment === "")) return undefined;
    if (name !== undefined) parameters[name] = segment;
  }
  return parameters;
}

function decodeSegment(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment);
  } catch {
    return undefined;
  }
}
