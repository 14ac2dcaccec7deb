import type { Kinds } from '../kinds.ts';
import type { Lottery } from '../lottery/lottery.ts';
import { byText, type Problem } from '../model.ts';
import { done, type Result, refuse } from '../result.ts';
import { canonicalJson, hmacHex, SeededStream, sha256Hex } from './bytes.ts';
import { type MerkleStep, merklePath, merkleRoot, verifyPath } from './merkle.ts';
import { peopleOf, type Seating } from './people.ts';
import { TICKETS, wholeWeights } from './round.ts';

/** Where the public randomness will come from, fixed before it exists. */
export interface BeaconRule {
  /** For example `drand quicknet`. */
  readonly source: string;
  /** Round named in advance, and when it is due, as published text. */
  readonly round: string;
  /** What counts if it does not appear. */
  readonly fallback: string;
}

/** Everything frozen and published before the beacon: no name, no feature, no address in the clear. */
export interface PublishedDraw {
  readonly protocol: 'upwell-draw-v1';
  /** A new draw for the same panel has the next number; there is no silent second try. */
  readonly number: number;
  readonly size: number;
  readonly quotas: readonly {
    readonly feature: string;
    readonly value: string;
    readonly min: number;
    readonly max: number;
  }[];
  readonly algorithm: { readonly objective: string; readonly version: string; readonly solver: string };
  /** What the lottery reaches and what none can pass, as decimal text. */
  readonly certificate: { readonly reached: string; readonly bound: string };
  /** Rows ordered by pseudonym: HMACs under a secret salt. */
  readonly people: readonly { readonly pseudonym: string; readonly features: string; readonly household: string }[];
  readonly seating: Seating;
  /** Each panel as [kind, count] pairs, and its whole number of tickets out of 2^32. */
  readonly panels: readonly (readonly (readonly [number, number])[])[];
  readonly tickets: readonly number[];
  readonly beacon: BeaconRule;
  /** Merkle root over the people's rows, and hash of everything else. */
  readonly root: string;
  readonly portfolioHash: string;
}

export interface FreezeOptions {
  /** Kept secret; a person gets their own line of it on request. */
  readonly salt: string;
  readonly number: number;
  readonly beacon: BeaconRule;
  readonly version: string;
  readonly solver: string;
}

export interface FrozenDraw {
  readonly published: PublishedDraw;
  /** Pseudonym → id: stays with the organiser. */
  readonly ids: ReadonlyMap<string, string>;
}

const rowText = (row: PublishedDraw['people'][number]) => canonicalJson(row);

/** Freezes a lottery for a public draw. The same input gives the same bytes, whatever the order of rows. */
export function freeze(problem: Problem, lottery: Lottery, options: FreezeOptions): FrozenDraw {
  const { kinds } = lottery;
  const person = new Map(problem.people.map((one) => [one.id, one]));
  const rows = kinds.people.map((id, i) => {
    const own = person.get(id)!;
    const features = canonicalJson(Object.fromEntries(kinds.features.map((f) => [f, own.values[f]!])));
    return {
      index: i,
      id,
      row: {
        pseudonym: hmacHex(options.salt, `id|${id}`),
        features: hmacHex(options.salt, `features|${id}|${features}`),
        household: hmacHex(options.salt, `household|${own.household ?? id}`),
      },
    };
  });
  rows.sort((a, b) => byText(a.row.pseudonym, b.row.pseudonym));
  const place = new Map(rows.map(({ index }, at) => [index, at]));
  const people = rows.map(({ row }) => row);
  const body = {
    protocol: 'upwell-draw-v1' as const,
    number: options.number,
    size: kinds.size,
    quotas: kinds.values.map(({ feature, value, min, max }) => ({ feature, value, min, max })),
    algorithm: { objective: lottery.certificate.objective, version: options.version, solver: options.solver },
    certificate: { reached: lottery.certificate.reached.toFixed(9), bound: lottery.certificate.bound.toFixed(9) },
    seating: seatingOf(kinds, place),
    panels: lottery.panels.map((panel) => [...panel].flatMap((count, t) => (count > 0 ? [[t, count] as const] : []))),
    tickets: wholeWeights(lottery.chances),
    beacon: options.beacon,
  };
  const published = {
    ...body,
    people,
    root: merkleRoot(people.map(rowText)),
    portfolioHash: sha256Hex(canonicalJson(body)),
  };
  return { published, ids: new Map(rows.map(({ row, id }) => [row.pseudonym, id])) };
}

function seatingOf(kinds: Kinds, place: ReadonlyMap<number, number>): Seating {
  const moved = (members: readonly number[]) => members.map((i) => place.get(i)!).sort((a, b) => a - b);
  const kindOf = new Array<number>(kinds.people.length);
  for (const [i, at] of place) kindOf[at] = kinds.kindOf[i]!;
  return {
    kindOf,
    kinds: kinds.kinds.map(({ members, signature }) => ({ members: moved(members), signature })),
    signatures: kinds.signatures.map((one) => ({
      kinds: one.kinds,
      addresses: one.addresses.map(moved).sort((a, b) => a[0]! - b[0]!),
    })),
  };
}

/** Dice or any second source, read out in the room: digits and letters only, so that typing differences do not matter. */
export function cleanDice(dice: string): string {
  return dice.toLowerCase().replace(/[^0-9a-z]/g, '');
}

/**
 * The seed of the draw: random if the beacon or the dice are honest, and unknown to anyone before both are out.
 * Refuses a beacon value that is not 64 hexadecimal digits, unless there is none and dice take its place.
 */
export function drawSeed(published: PublishedDraw, beacon: string, dice = ''): Result<string> {
  const value = beacon.trim().toLowerCase();
  const thrown = cleanDice(dice);
  if (value !== '' && !/^[0-9a-f]{64}$/.test(value)) {
    return refuse('bad-source', 'A beacon value is 64 hexadecimal digits.', { value: beacon.slice(0, 80) });
  }
  if (value === '' && thrown.length < 20) {
    return refuse('bad-source', 'Without a beacon, at least 20 throws of dice are needed.', {
      value: dice.slice(0, 80),
    });
  }
  return done(sha256Hex(['upwell-draw-v1', published.root, published.portfolioHash, value, thrown].join('|')));
}

export interface DrawOutcome {
  readonly seed: string;
  /** The ticket drawn in [0, 2^32), and the panel whose tickets hold it. */
  readonly ticket: number;
  readonly panel: number;
  /** Pseudonyms of the selected, in order. */
  readonly selected: readonly string[];
}

/** The panel and people the seed picks. Depends on nothing but the published file and the seed. */
export function drawPanel(published: PublishedDraw, seed: string): DrawOutcome {
  const ticket = new SeededStream(seed, 'panel').below(TICKETS);
  let upTo = 0;
  const panel = published.tickets.findIndex((tickets) => {
    upTo += tickets;
    return ticket < upTo;
  });
  const counts = new Array<number>(published.seating.kinds.length).fill(0);
  for (const [t, count] of published.panels[panel]!) counts[t] = count;
  const chosen = peopleOf(published.seating, counts, seed, (i) => published.people[i]!.pseudonym);
  return { seed, ticket, panel, selected: chosen.map((i) => published.people[i]!.pseudonym).sort(byText) };
}

export interface Revealed {
  readonly beacon: string;
  readonly dice?: string;
  readonly selected: readonly string[];
}

/** Everything a stranger can check from the published file and what was revealed. Empty: the draw stands. */
export function verifyDraw(published: PublishedDraw, revealed: Revealed): string[] {
  const faults: string[] = [];
  const { people, root, portfolioHash, ...body } = published;
  if (merkleRoot(people.map(rowText)) !== root) faults.push('The list of people is not the one committed to.');
  if (sha256Hex(canonicalJson(body)) !== portfolioHash) faults.push('The lottery is not the one committed to.');
  if (published.tickets.reduce((sum, one) => sum + one, 0) !== TICKETS) faults.push('The tickets do not sum to 2^32.');
  for (const [p, panel] of published.panels.entries()) {
    const size = panel.reduce((sum, [, count]) => sum + count, 0);
    if (size !== published.size) faults.push(`Panel ${p + 1} has ${size} people, not ${published.size}.`);
  }
  const seed = drawSeed(published, revealed.beacon, revealed.dice);
  if (!seed.ok) return [...faults, seed.message];
  const own = drawPanel(published, seed.value).selected;
  const given = [...revealed.selected].sort(byText);
  if (canonicalJson([...own]) !== canonicalJson(given))
    faults.push('The people announced are not those the seed picks.');
  return faults;
}

/** The path with which one person checks that their row was in the draw. Undefined for a pseudonym not in it. */
export function pathOf(published: PublishedDraw, pseudonym: string): { leaf: string; path: MerkleStep[] } | undefined {
  const at = published.people.findIndex((row) => row.pseudonym === pseudonym);
  if (at < 0) return undefined;
  const leaves = published.people.map(rowText);
  return { leaf: leaves[at]!, path: merklePath(leaves, at) };
}

export const verifyMember = (leaf: string, path: readonly MerkleStep[], root: string) => verifyPath(leaf, path, root);
