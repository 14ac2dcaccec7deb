import type { Kinds } from '../kinds.ts';
import { seededOrder } from './bytes.ts';

/** What choosing people needs of a pool: who is of which kind, and who shares an address. It can be published. */
export interface Seating {
  readonly kindOf: ArrayLike<number>;
  readonly kinds: readonly { readonly members: readonly number[]; readonly signature: number }[];
  readonly signatures: readonly {
    readonly kinds: readonly number[];
    readonly addresses: readonly (readonly number[])[];
  }[];
}

/**
 * The people of one panel given by counts per kind. Within a kind, people are ordered by HMAC under the seed and the first
 * are taken. Where households share a signature, its addresses are ordered the same way and dealt to the kinds in turn, so
 * no address is used twice; then one member of each address is taken in the same kind of order.
 * `nameOf` gives the published pseudonym of a person. Returns indices into {@link Kinds.people}, in order.
 */
export function peopleOf(
  kinds: Seating,
  counts: ArrayLike<number>,
  seed: string,
  nameOf: (person: number) => string,
): number[] {
  const chosen: number[] = [];
  for (const [t, kind] of kinds.kinds.entries()) {
    if (kind.signature >= 0 || counts[t] === 0) continue;
    chosen.push(...seededOrder(kind.members, nameOf, seed, `kind:${t}`).slice(0, counts[t]!));
  }
  for (const [h, signature] of kinds.signatures.entries()) {
    const addresses = seededOrder(
      signature.addresses,
      (members) => members.map(nameOf).sort().join('+'),
      seed,
      `homes:${h}`,
    );
    let next = 0;
    for (const t of signature.kinds) {
      for (let i = 0; i < counts[t]!; i++) {
        const members = addresses[next++]!.filter((person) => kinds.kindOf[person] === t);
        chosen.push(seededOrder(members, nameOf, seed, `home:${h}`)[0]!);
      }
    }
  }
  return chosen.sort((a, b) => a - b);
}

/**
 * The `m` panels of a rounded lottery as people, going round each kind's members in a seeded order so that any two people
 * of one kind serve on numbers of panels that differ by at most one. Panels come in the order of the portfolio.
 */
export function expandPanels(
  kinds: Kinds,
  panels: readonly Int32Array[],
  copies: readonly number[],
  seed: string,
  nameOf: (person: number) => string,
): number[][] {
  const rounds = kinds.kinds.map((kind, t) => ({
    order: seededOrder(kind.members, nameOf, seed, `round:${t}`),
    next: 0,
  }));
  const homeOf = new Map<number, readonly number[]>();
  for (const signature of kinds.signatures)
    for (const address of signature.addresses) for (const i of address) homeOf.set(i, address);
  const out: number[][] = [];
  for (const [p, panel] of panels.entries()) {
    for (let copy = 0; copy < copies[p]!; copy++) out.push(onePanel(panel));
  }
  return out;

  function onePanel(panel: Int32Array): number[] {
    const chosen: number[] = [];
    for (const [t, kind] of kinds.kinds.entries()) {
      if (kind.signature >= 0) continue;
      for (let i = 0; i < panel[t]!; i++) chosen.push(take(t));
    }
    for (const signature of kinds.signatures) chosen.push(...fromHomes(signature.kinds, signature.addresses, panel));
    return chosen.sort((a, b) => a - b);
  }

  function take(t: number): number {
    const round = rounds[t]!;
    const person = round.order[round.next]!;
    round.next = (round.next + 1) % round.order.length;
    return person;
  }

  /** People of each kind from different addresses: those who have served least first, others moved aside when needed. */
  function fromHomes(own: readonly number[], addresses: readonly (readonly number[])[], panel: Int32Array): number[] {
    const used = new Map<readonly number[], number>();
    const picks: number[] = [];
    for (const t of own) for (let i = 0; i < panel[t]!; i++) assign(t, new Set());
    for (const [, person] of used) picks.push(person);
    if (used.size > addresses.length) throw new Error('more people than addresses');
    return picks;

    function assign(t: number, visited: Set<readonly number[]>): boolean {
      const round = rounds[t]!;
      const order = [...round.order.slice(round.next), ...round.order.slice(0, round.next)];
      for (const person of order) {
        const home = homeOf.get(person)!;
        if (visited.has(home)) continue;
        visited.add(home);
        const there = used.get(home);
        if (there === undefined || (kinds.kindOf[there] !== t && assign(kinds.kindOf[there]!, visited))) {
          used.set(home, person);
          round.next = (round.order.indexOf(person) + 1) % round.order.length;
          return true;
        }
      }
      return false;
    }
  }
}
