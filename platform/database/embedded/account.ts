import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** The account a process is started as; nothing set means our own. */
export interface Account {
  uid?: number;
  gid?: number;
  name: string;
}

/**
 * PostgreSQL refuses to run as root. When we are root it runs as `postgres`, else as `upwell`, which is made if the
 * system lets us, else as `nobody`; when we are not root it runs as us.
 */
export async function databaseAccount(): Promise<Account> {
  if (process.getuid?.() !== 0) return { name: userInfo().username };
  const known = (await find('postgres')) ?? (await find('upwell'));
  if (known) return known;
  const attempts: [string, string[]][] = [
    ['useradd', ['--system', '--no-create-home', '--user-group', 'upwell']],
    ['adduser', ['-S', '-D', '-H', 'upwell']],
  ];
  for (const [command, args] of attempts) {
    await run(command, args).catch(() => {});
    const made = await find('upwell');
    if (made) return made;
  }
  const nobody = await find('nobody');
  if (nobody) return nobody;
  throw new Error(
    'PostgreSQL cannot run as root and there is no other account to run it as. Start Upwell as an ordinary user, or ' +
      'make a user called "postgres".',
  );
}

async function find(name: string): Promise<Account | undefined> {
  const lines = (await readFile('/etc/passwd', 'utf8').catch(() => '')).split('\n');
  const fields = lines.map((line) => line.split(':')).find(([login]) => login === name);
  return fields ? { name, uid: Number(fields[2]), gid: Number(fields[3]) } : undefined;
}
