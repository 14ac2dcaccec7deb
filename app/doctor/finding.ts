/** How it stands with one thing: nothing to do, something to look at some time, something to do now. */
export type Level = 'well' | 'look' | 'wrong';

export interface Finding {
  /** Stable, for scripts: `database.security`. */
  id: string;
  level: Level;
  /** What is so, in one sentence. */
  says: string;
  /** What to do about it; missing when all is well. */
  todo?: string;
}

export const well = (id: string, says: string): Finding => ({ id, level: 'well', says });
export const look = (id: string, says: string, todo: string): Finding => ({ id, level: 'look', says, todo });
export const wrong = (id: string, says: string, todo: string): Finding => ({ id, level: 'wrong', says, todo });

const marks: Record<Level, string> = { well: 'Well ', look: 'Look ', wrong: 'Wrong' };

/** The findings as lines for a terminal: the word first, so that nothing rests on colour. */
export function formatFindings(findings: Finding[]): string {
  const lines = findings.map(({ level, says, todo }) => `${marks[level]}  ${says}${todo ? `\n       → ${todo}` : ''}`);
  return [...lines, '', summary(findings), ''].join('\n');
}

function summary(findings: Finding[]): string {
  const count = (level: Level) => findings.filter((finding) => finding.level === level).length;
  const [bad, doubtful] = [count('wrong'), count('look')];
  if (bad > 0) return `${bad} of ${findings.length} must be put right.`;
  if (doubtful > 0) return `Nothing is wrong; ${doubtful} of ${findings.length} should be looked at.`;
  return 'All is well.';
}

/** `3 hours`, `1 day`: whole units, the largest that fits. */
export function duration(milliseconds: number): string {
  const units: [string, number][] = [
    ['day', 86_400_000],
    ['hour', 3_600_000],
    ['minute', 60_000],
    ['second', 1000],
  ];
  const [name, size] = units.find(([, length]) => milliseconds >= length) ?? ['second', 1000];
  const number = Math.floor(milliseconds / size);
  return `${number} ${name}${number === 1 ? '' : 's'}`;
}

/** Bytes as people count them: `1.4 GB`. */
export function size(bytes: number): string {
  const steps = ['bytes', 'kB', 'MB', 'GB', 'TB'];
  let value = bytes;
  let step = 0;
  while (value >= 1000 && step < steps.length - 1) {
    value /= 1000;
    step += 1;
  }
  return `${value >= 100 || step === 0 ? Math.round(value) : value.toFixed(1)} ${steps[step]}`;
}
