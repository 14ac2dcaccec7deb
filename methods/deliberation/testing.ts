/** Invented conversations for tests. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { seededRandom } from './random.ts';
import { type VoteEvent, type VoteMatrix, votesFromEvents } from './votes.ts';

/** Votes of `people` on `statements`; `leaning(person, statement)` is the chance of agreeing, 15 % pass. */
export function conversation(
  people: number,
  statements: number,
  density: number,
  leaning: (person: number, statement: number) => number,
  seed = 5,
): VoteEvent[] {
  const random = seededRandom(seed);
  const events: VoteEvent[] = [];
  for (let i = 0; i < people; i += 1) {
    for (let j = 0; j < statements; j += 1) {
      if (random() >= density) continue;
      const draw = random();
      const vote = draw < 0.15 ? 0 : (draw - 0.15) / 0.85 < leaning(i, j) ? 1 : -1;
      events.push({ person: `p${i}`, statement: `s${j}`, vote });
    }
  }
  return events;
}

export function matrixOf(events: readonly VoteEvent[]): VoteMatrix {
  const built = votesFromEvents(events);
  if (!built.ok) throw new Error(built.message);
  return built.value;
}

/** Two camps that differ on every statement. */
export const twoCamps = (person: number, statement: number) => (person % 2 === statement % 2 ? 0.85 : 0.15);

export function pieces(text: string, size = 64 * 1024): Uint8Array[] {
  const bytes = new TextEncoder().encode(text);
  const list: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; at += size) list.push(bytes.subarray(at, at + size));
  return list;
}

/** A folder of the shared reference data; undefined where this machine does not have it. */
export function sharedData(folder: string): string | undefined {
  const path = join(process.env.UPWELL_DATA ?? '../shared/data', folder);
  return existsSync(path) ? path : undefined;
}
