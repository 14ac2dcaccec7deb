import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { doorVariable } from './door.ts';

/** Starts the process in which the worlds live, and ends it when the run is over. */
export default async function setup(): Promise<() => Promise<void>> {
  const child = spawn(process.execPath, ['--import', 'tsx', fileURLToPath(new URL('./world.ts', import.meta.url))], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  process.env[doorVariable] = await new Promise<string>((resolve, reject) => {
    child.once('message', ({ at }: { at: string }) => resolve(at));
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`The process of the worlds ended at once, with ${code}.`)));
  });
  return async () => {
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.disconnect();
    await ended;
  };
}
