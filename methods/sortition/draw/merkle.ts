import { sha256Hex } from './bytes.ts';

/** One step of a path: the neighbour's hash and the side it stands on. */
export interface MerkleStep {
  readonly hash: string;
  readonly side: 'left' | 'right';
}

const leafHash = (leaf: string) => sha256Hex(`leaf|${leaf}`);
const nodeHash = (left: string, right: string) => sha256Hex(`node|${left}|${right}`);

function levelsOf(leaves: readonly string[]): string[][] {
  const levels = [leaves.map(leafHash)];
  while ((levels.at(-1) as string[]).length > 1) {
    const below = levels.at(-1) as string[];
    const above: string[] = [];
    for (let i = 0; i < below.length; i += 2) {
      const [left, right] = [below[i] as string, below[i + 1]];
      above.push(right === undefined ? left : nodeHash(left, right));
    }
    levels.push(above);
  }
  return levels;
}

/** Root of a Merkle tree; leaves and inner nodes are hashed under different words, an odd one out moves up unchanged. */
export function merkleRoot(leaves: readonly string[]): string {
  return levelsOf(leaves).at(-1)?.[0] ?? sha256Hex('empty');
}

/** The path that lets one person check that their row was in. */
export function merklePath(leaves: readonly string[], index: number): MerkleStep[] {
  const path: MerkleStep[] = [];
  let at = index;
  for (const level of levelsOf(leaves).slice(0, -1)) {
    const other = at % 2 === 0 ? at + 1 : at - 1;
    const hash = level[other];
    if (hash !== undefined) path.push({ hash, side: other < at ? 'left' : 'right' });
    at = Math.floor(at / 2);
  }
  return path;
}

export function verifyPath(leaf: string, path: readonly MerkleStep[], root: string): boolean {
  const top = path.reduce(
    (hash, step) => (step.side === 'left' ? nodeHash(step.hash, hash) : nodeHash(hash, step.hash)),
    leafHash(leaf),
  );
  return top === root;
}
