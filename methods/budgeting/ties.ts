import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { byCodePoint, type Election } from './model.ts';
import { done, type Result, refuse } from './result.ts';
import { supportOf } from './support.ts';

/**
 * How ties are broken, fixed before the count and used for every run of it.
 * `lexicographic`: smallest id by code point · `recommended`: lowest cost, then highest support (votes or points), then
 * smallest id · `lot`: lowest cost, then highest support, then a lot drawn from a published seed · `listed`: the order given.
 */
export type TieRule =
  | 'lexicographic'
  | 'recommended'
  | { readonly rule: 'lot'; readonly seed: string }
  | { readonly rule: 'listed'; readonly order: readonly string[] };

/** `rank[c]`: the place of project `c` in the tie order, 0 first. */
export function tieRanks(election: Election, rule: TieRule): Result<Int32Array> {
  const { projects } = election;
  const order = projects.map((_, i) => i);
  if (typeof rule === 'object' && rule.rule === 'listed') {
    const place = new Map(rule.order.map((id, i) => [id, i]));
    const missing = projects.find((project) => !place.has(project.id));
    if (missing) {
      return refuse('tie-order-incomplete', `The tie order does not name project ${missing.id}.`, {
        value: missing.id,
      });
    }
    order.sort((a, b) => (place.get(projects[a]!.id) as number) - (place.get(projects[b]!.id) as number));
  } else if (rule !== 'lexicographic') {
    const { score } = supportOf(election);
    const last =
      rule === 'recommended' ? (i: number) => projects[i]!.id : (i: number) => lotOf(rule.seed, projects[i]!.id);
    order.sort((a, b) => {
      const cost = projects[a]!.cost - projects[b]!.cost;
      if (cost !== 0n) return cost < 0n ? -1 : 1;
      return score[b]! - score[a]! || byCodePoint(last(a), last(b));
    });
  }
  const rank = new Int32Array(projects.length);
  for (const [place, project] of order.entries()) rank[project] = place;
  return done(rank);
}

/** The lot of one project: HMAC-SHA256 of its id under the published seed, smallest first. Anyone can recompute it. */
export function lotOf(seed: string, id: string): string {
  return bytesToHex(hmac(sha256, utf8ToBytes(seed), utf8ToBytes(id)));
}
