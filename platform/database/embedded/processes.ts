import { execFile } from 'node:child_process';
import { readFile, readlink } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Whether any process has this number, ours or another account's. */
export function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/**
 * Something that is the same as long as a process lives and differs when its number is given to another: its start
 * time, in the units of the system. Undefined when there is no such process.
 */
export async function startMark(pid: number): Promise<string | undefined> {
  if (!exists(pid)) return undefined;
  try {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
    // The name stands in brackets and may hold spaces; the start time is field 22 of proc(5), the 20th after it.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' ? undefined : fields[19];
  } catch {
    const { stdout } = await run('ps', ['-o', 'lstart=', '-p', String(pid)]).catch(() => ({ stdout: '' }));
    return stdout.trim() || undefined;
  }
}

/** Whether a process is a PostgreSQL server of this folder. */
export async function servesFolder(pid: number, folder: string): Promise<boolean> {
  if (!exists(pid)) return false;
  // The server makes its folder the current one.
  const current = await readlink(`/proc/${pid}/cwd`).catch(() => undefined);
  if (current !== undefined) return current === folder;
  const { stdout } = await run('ps', ['-o', 'args=', '-p', String(pid)]).catch(() => ({ stdout: '' }));
  return stdout.includes('postgres') && stdout.includes(folder);
}

/** Resolves once `over` is true, or with false after so many milliseconds. */
export async function within(milliseconds: number, over: () => boolean | Promise<boolean>): Promise<boolean> {
  const end = performance.now() + milliseconds;
  for (;;) {
    if (await over()) return true;
    if (performance.now() > end) return false;
    await pause(20);
  }
}
