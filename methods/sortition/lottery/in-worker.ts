import { Worker } from 'node:worker_threads';
import type { Problem } from '../model.ts';
import { type Result, refuse } from '../result.ts';
import type { Lottery, LotteryOptions } from './lottery.ts';

/** The same lottery, computed in a thread of its own. `signal` stops it; a stopped run gives a refusal, never half an answer. */
export function lotteryInWorker(
  problem: Problem,
  options: LotteryOptions & { readonly signal?: AbortSignal } = {},
): Promise<Result<Lottery>> {
  const { onProgress, signal, ...plain } = options;
  return new Promise((resolve) => {
    const worker = new Worker(new URL('./worker.ts', import.meta.url), { workerData: { problem, options: plain } });
    const end = (result: Result<Lottery>) => {
      signal?.removeEventListener('abort', stop);
      resolve(result);
      void worker.terminate();
    };
    const stop = () => end(refuse('solver', 'The run was stopped.'));
    signal?.addEventListener('abort', stop);
    worker.on('message', (message: { progress?: never; result?: Result<Lottery> }) => {
      if (message.result) end(message.result);
      else if (message.progress) onProgress?.(message.progress);
    });
    worker.on('error', (error) =>
      end(refuse('solver', `The run failed: ${error instanceof Error ? error.message : String(error)}`)),
    );
    worker.on('exit', () => end(refuse('solver', 'The run ended without an answer.')));
  });
}
