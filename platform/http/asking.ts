import { isId } from '@upwell/platform/action';
import { type Outcome, refuse } from '@upwell/platform/outcome';
import type { FastifyRequest } from 'fastify';
import type { Params, Query, Route } from './surface.ts';

/** Fields every page knows, and those that other sites hang on links without being asked. */
const alwaysKnown = /^(lang|notice|fbclid|gclid|igshid|mc_[a-z]+|utm_[a-z]+)$/;

/** The ids of the address and the known query fields, checked; or the refusal. */
export function asked(route: Route, request: FastifyRequest): Outcome<{ params: Params; query: Query }> {
  const params = request.params as Params;
  for (const [name, value] of Object.entries(params))
    if (name === 'id' || name.endsWith('Id') ? !isId(value) : !/^[\w.-]{1,120}$/.test(value))
      return refuse('not-found');

  const given: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(request.query as Record<string, unknown>))
    if (!alwaysKnown.test(name)) given[name] = value;
  if (!('query' in route) || !route.query) {
    const unknown = Object.keys(given)[0];
    if (unknown !== undefined)
      return refuse('invalid', {
        problem: { key: 'platform.error.unknown-field', values: { field: unknown.slice(0, 60) } },
      });
    return { ok: true, value: { params, query: {} } };
  }
  const query = route.query.safeParse(given);
  if (!query.success) return refuse('invalid', { problem: { key: 'platform.error.bad-address' } });
  return { ok: true, value: { params, query: query.data } };
}
