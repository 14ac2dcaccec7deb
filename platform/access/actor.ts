import type { Power } from './powers.ts';

/** The door somebody came in by. */
export type Via = 'web' | 'command' | 'message' | 'job';

export interface Actor {
  /** The tenant: the root of the tree of places. */
  placeId: string;
  /** Null for a visitor: taking part needs no account. */
  personId: string | null;
  /** Powers in the whole place, implied ones included. */
  powers: ReadonlySet<Power>;
  /** Powers inside single groups: group id → powers. */
  groupPowers: ReadonlyMap<string, ReadonlySet<Power>>;
  /** The browser visit, a random value without meaning; null outside a browser. */
  visitId: string | null;
  via: Via;
}

export const visitorOf = (placeId: string, visitId: string | null = null, via: Via = 'web'): Actor => ({
  placeId,
  personId: null,
  powers: new Set(),
  groupPowers: new Map(),
  visitId,
  via,
});
