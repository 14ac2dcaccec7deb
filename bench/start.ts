import { middleOf } from './places/load.ts';
import { newDataDir, removeDataDir, startChild, startOurs, stopChild } from './places/our-server.ts';
import type { BenchRow, BenchTable } from './run.ts';

/** The first start on an empty folder and the starts after it, by step, against the least Fastify that listens. */
export async function run(): Promise<BenchTable> {
  const dataDir = await newDataDir();
  try {
    const bare = middleOf([await bareStart(), await bareStart(), await bareStart()]);
    const rows: BenchRow[] = [];
    for (const which of ['first start', 'second start', 'third start']) {
      const ours = await startOurs(dataDir);
      await ours.stop();
      const listening = ours.steps.at(-1)?.[1] ?? 0;
      let before = 0;
      const steps = ours.steps.map(([name, at]): [string, string] => {
        const share = at - before;
        before = at;
        return [name, percent(share / ours.readyAfter)];
      });
      rows.push({
        start: which,
        seconds: ours.readyAfter / 1000,
        'ours / bare Fastify': ours.readyAfter / bare,
        'loading the program': percent((ours.readyAfter - listening) / ours.readyAfter),
        ...Object.fromEntries(steps),
        ...(which !== 'first start' && { aim: '< 5 s' }),
      });
    }
    return { title: 'Start, until the address is said', rows };
  } finally {
    await removeDataDir(dataDir);
  }
}

const percent = (share: number) => `${Math.round(share * 100)} %`;

async function bareStart(): Promise<number> {
  const began = performance.now();
  const { child } = await startChild('bench/places/bare-start.ts', {});
  const took = performance.now() - began;
  await stopChild(child);
  return took;
}
