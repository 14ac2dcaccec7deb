import type { Scope } from './index.ts';

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

function literal(name: string, value: string): string {
  if (typeof value !== 'string' || !uuid.test(value)) throw new TypeError(`${name} must be a UUID.`);
  return `'${value}'`;
}

/** The opening of a transaction in one message: what it may do, whose rows it sees, who acts. */
export function opening(access: 'read only' | 'read write', scope?: Scope): string {
  if (!scope) return `begin ${access}`;
  const place = `set_config('upwell.place', ${literal('placeId', scope.placeId)}, true)`;
  const person = scope.personId ? `, set_config('upwell.person', ${literal('personId', scope.personId)}, true)` : '';
  return `begin ${access}; select ${place}${person}`;
}
