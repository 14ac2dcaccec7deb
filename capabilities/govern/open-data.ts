import { visitorOf } from '@upwell/platform/access';
import type { DataRoute, Route } from '@upwell/platform/http';
import { z } from 'zod';

let known: readonly DataRoute[] = [];

/** Makes the open data of all surfaces known. The app calls it once at start with every route that is served. */
export function setOpenData(routes: readonly Route[]): void {
  const visitor = visitorOf('00000000-0000-0000-0000-000000000000');
  known = routes
    .filter((route): route is DataRoute => route.kind === 'data' && route.path.startsWith('/api/'))
    .filter((route) => route.rule.mightEver(visitor))
    .sort((one, other) => one.path.localeCompare(other.path));
}

/** Every address of open data that anybody may read. */
export const openData = (): readonly DataRoute[] => known;

/** The form an address answers in, by how it ends. */
export const formatOf = ({ path }: Pick<DataRoute, 'path'>): 'CSV' | 'NDJSON' | 'iCalendar' | 'JSON' =>
  path.endsWith('.csv') ? 'CSV' : path.endsWith('.ndjson') ? 'NDJSON' : path.endsWith('.ics') ? 'iCalendar' : 'JSON';

const TYPES = {
  CSV: 'text/csv',
  NDJSON: 'application/x-ndjson',
  iCalendar: 'text/calendar',
  JSON: 'application/json',
} as const;

const schemaOf = (type: z.ZodType, io: 'input' | 'output'): Record<string, unknown> => {
  const { $schema: _, ...schema } = z.toJSONSchema(type, { io, unrepresentable: 'any' }) as Record<string, unknown>;
  return schema;
};

const parametersOf = (route: DataRoute): unknown[] => {
  const inPath = [...route.path.matchAll(/:(\w+)/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: name === 'id' || name?.endsWith('Id') ? { type: 'string', format: 'uuid' } : { type: 'string' },
  }));
  if (!route.query) return inPath;
  const query = schemaOf(route.query, 'input') as { properties?: Record<string, unknown>; required?: string[] };
  return [
    ...inPath,
    ...Object.entries(query.properties ?? {}).map(([name, schema]) => ({
      name,
      in: 'query',
      required: query.required?.includes(name) ?? false,
      schema,
    })),
  ];
};

/** The open data as an OpenAPI 3.1 document (https://spec.openapis.org/oas/v3.1.0), made from the routes that are served. */
export function openApiOf(routes: readonly DataRoute[], { title, server }: { title: string; server: string }): unknown {
  return {
    openapi: '3.1.0',
    info: { title, version: '1' },
    servers: [{ url: server }],
    paths: Object.fromEntries(
      routes.map((route) => [
        route.path.replace(/:(\w+)/g, '{$1}'),
        {
          get: {
            operationId: route.name,
            parameters: parametersOf(route),
            responses: {
              200: {
                description: route.name,
                content: {
                  [TYPES[formatOf(route)]]: route.response ? { schema: schemaOf(route.response, 'output') } : {},
                },
              },
              404: { description: 'not-found' },
              429: { description: 'too-much' },
            },
          },
        },
      ]),
    ),
  };
}
