/** The OpenAPI description of the control API, made from the schemas that check its requests. */

import { z } from "zod";
import { packageVersion } from "../package-version.ts";
import { controlPrefix } from "./prefix.ts";
import { requestRefusals, statusOfCode } from "./refusal.ts";
import type { RefusalCode } from "./refusal.ts";
import type { Route } from "./route.ts";
import { controlSchemas, named } from "./schemas.ts";

export interface OpenApiDocument {
  readonly openapi: "3.1.0";
  readonly [member: string]: unknown;
}

const refusalSchema = named(
  "Refusal",
  z.strictObject({ error: z.strictObject({ code: z.string(), message: z.string() }) }),
);
const description = `Everything that the in-process API of the mock can do, over HTTP.

Programs on the mock's own machine need nothing to use it; others send \`Authorization: Bearer <token>\` with the
token that the mock was started with, and are refused when there is none. Web pages are always refused.`;

export function describeRoutes(routes: readonly Route[]): OpenApiDocument {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const route of routes) {
    const operations = (paths[route.path] ??= {});
    operations[route.method.toLowerCase()] = describeRoute(route);
  }
  return {
    openapi: "3.1.0",
    info: { title: "mock-identity-center control API", version: packageVersion(), license, description },
    servers: [{ url: controlPrefix }],
    security: [{}, { token: [] }],
    paths,
    components: {
      schemas: describeSchemas(),
      securitySchemes: { token: { type: "http", scheme: "bearer" } },
    },
  };
}

const license = { name: "MIT", identifier: "MIT" };

function describeRoute({ name, summary, path, query, body, answer, status, refusals }: Route): object {
  const parameters = [...pathParameters(path), ...queryParameters(query)];
  return {
    operationId: name,
    summary,
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(body === undefined ? {} : { requestBody: { required: true, content: jsonContent(body) } }),
    responses: {
      [status]:
        answer === undefined
          ? { description: "Done" }
          : { description: "Done", content: jsonContent(answer) },
      ...describeRefusals([...requestRefusals(body !== undefined), ...refusals]),
    },
  };
}

function describeRefusals(codes: readonly RefusalCode[]): object {
  const byStatus = Map.groupBy(codes, statusOfCode);
  const content = jsonContent(refusalSchema);
  return Object.fromEntries(
    [...byStatus].map(([status, of]) => [status, { description: of.join(", "), content }]),
  );
}

function pathParameters(path: string): object[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: "path",
    required: true,
    schema: { type: "string", minLength: 1 },
  }));
}

function queryParameters(query: z.ZodObject): object[] {
  const { properties = {}, required = [] } = z.toJSONSchema(query);
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: "query",
    ...(required.includes(name) ? { required: true } : {}),
    schema,
  }));
}

function jsonContent(schema: z.ZodType): object {
  const { id } = controlSchemas.get(schema) ?? {};
  return { "application/json": { schema: { $ref: schemaUri(String(id)) } } };
}

function describeSchemas(): object {
  const { schemas } = z.toJSONSchema(controlSchemas, { uri: schemaUri, io: "input" });
  return Object.fromEntries(
    Object.entries(schemas).map(([id, schema]) => [id, { ...schema, $schema: undefined, $id: undefined }]),
  );
}

function schemaUri(id: string): string {
  return `#/components/schemas/${id}`;
}
