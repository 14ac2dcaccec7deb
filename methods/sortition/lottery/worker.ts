import { parentPort, workerData } from 'node:worker_threads';
import type { Problem } from '../model.ts';
import { loadSolver } from '../solver.ts';
import { type LotteryOptions, lottery } from './lottery.ts';

/** The thread a lottery is computed in: HiGHS is synchronous and would otherwise hold everything else up. */
const { problem, options } = workerData as { problem: Problem; options: Omit<LotteryOptions, 'onProgress'> };
const solver = await loadSolver();
const result = lottery(problem, solver, {
  ...options,
  onProgress: (progress) => parentPort?.postMessage({ progress }),
});
parentPort?.postMessage({ result });
