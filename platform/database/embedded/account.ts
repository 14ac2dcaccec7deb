import { execFile } from 'node:child_process';
import { readFile, stat } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { dirname } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** The account the database runs as; without numbers it is our own. */
export interface Account {
  uid?: number;
  gid?: number;
  name: string;
}

/** How to start a program: what to put before it and the options of `spawn`. */
export interface Launch {
  before: string[];
  options: { uid?: number; gid?: number };
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
    await run(command!, args).catch(() => {});
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

/**
 * How a program that needs these files is started as the account. Usually plainly. When the files lie in a folder
 * that only root may pass, such as /root, the program is given root's right to pass folders and nothing else.
 *
 * @throws in one sentence when the account cannot get there.
 */
export async function launchAs(account: Account, files: string[]): Promise<Launch> {
  const { uid, gid, name } = account;
  if (uid === undefined || gid === undefined) return { before: [], options: {} };
  const barriers = await Promise.all(files.map((file) => barrierTo(file, uid, gid)));
  const barrier = barriers.find(Boolean);
  if (!barrier) return { before: [], options: { uid, gid } };
  for (const right of ['dac_read_search', 'dac_override']) {
    const before = [
      'setpriv',
      ...[`--reuid=${uid}`, `--regid=${gid}`, '--clear-groups'],
      // Without this bit, access(2) asks what the account could do without the right, and initdb asks access(2).
      ...['--securebits', '+no_setuid_fixup'],
      ...['--bounding-set', `-all,+${right}`, '--inh-caps', `-all,+${right}`, '--ambient-caps', `-all,+${right}`, '--'],
    ];
    const [command, ...args] = [...before, 'test', '-e', files[0]!];
    if (
      await run(command!, args).then(
        () => true,
        () => false,
      )
    )
      return { before, options: {} };
  }
  throw new Error(
    `Upwell runs as root, so its database runs as "${name}", who may not enter ${barrier}. Start Upwell as an ordinary ` +
      'user, or put Upwell and DATA_DIR where every user may pass, such as /opt/upwell and /var/lib/upwell.',
  );
}

/** The first folder on the way to a file that the account may not pass. */
async function barrierTo(file: string, uid: number, gid: number): Promise<string | undefined> {
  let barrier: string | undefined;
  for (let folder = dirname(file); ; folder = dirname(folder)) {
    const entry = await stat(folder).catch(() => undefined);
    if (entry) {
      const right = entry.uid === uid ? 0o100 : entry.gid === gid ? 0o010 : 0o001;
      if (!(entry.mode & right)) barrier = folder;
    }
    if (folder === dirname(folder)) return barrier;
  }
}

async function find(name: string): Promise<Account | undefined> {
  const lines = (await readFile('/etc/passwd', 'utf8').catch(() => '')).split('\n');
  const fields = lines.map((line) => line.split(':')).find(([login]) => login === name);
  return fields ? { name, uid: Number(fields[2]), gid: Number(fields[3]) } : undefined;
}
