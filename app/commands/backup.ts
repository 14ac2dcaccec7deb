import { mkdir } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { listPlaces } from '@upwell/ground';
import { exportAudit, verifyExport } from '@upwell/platform/audit';
import { type Config, keyFile } from '@upwell/platform/config';
import { Command } from 'commander';
import { backUp } from '../backup/backup.ts';
import { restore } from '../backup/restore.ts';
import { withInstallation } from './with-installation.ts';

const filesDir = ({ dataDir, s3 }: Config) => (s3 ? null : join(dataDir, 'files'));
const stamp = (now: Date) => now.toISOString().replace(/[:.]/g, '-').slice(0, 19);

export const backupCommand = () =>
  new Command('backup')
    .description('writes everything to a folder; the server may go on meanwhile')
    .argument('[folder]', 'where to; a new one in the data folder’s backups when left out')
    .option('--json', 'the result as JSON')
    .action(async (folder: string | undefined, { json }: { json?: boolean }) => {
      await withInstallation(async ({ services: { config, clock }, running }) => {
        const now = clock.now();
        const target = resolve(folder ?? join(config.dataDir, 'backups', stamp(now)));
        await mkdir(dirname(target), { recursive: true, mode: 0o700 });
        const made = await backUp(running.ownerUrl, { folder: target, filesDir: filesDir(config), now });
        const rows = made.tables.reduce((sum, table) => sum + table.rows, 0);
        process.stdout.write(
          json
            ? `${JSON.stringify({ folder: target, tables: made.tables.length, rows })}\n`
            : `Backed up ${rows} rows of ${made.tables.length} tables to ${target}.\nThe key is not in it. Keep a copy of ${keyFile(config)} somewhere else.\n`,
        );
      });
    });

export const restoreCommand = () =>
  new Command('restore')
    .description('puts a backup into an empty data folder and checks every log')
    .argument('<folder>', 'the backup')
    .option('--json', 'the result as JSON')
    .action(async (folder: string, { json }: { json?: boolean }) => {
      await withInstallation(async ({ services: { config, db, clock }, running }) => {
        const restored = await restore(running.ownerUrl, { folder: resolve(folder), filesDir: filesDir(config) });
        const logs = [];
        for (const { placeId, name } of await listPlaces(db)) {
          const checked = await verifyExport(exportAudit(db, placeId, clock.now()));
          logs.push({ name, whole: checked.ok, fingerprint: checked.ok ? checked.fingerprint : null });
        }
        if (json) process.stdout.write(`${JSON.stringify({ madeAt: restored.madeAt, logs })}\n`);
        else {
          process.stdout.write(`Restored the backup of ${restored.madeAt}.\n`);
          for (const log of logs)
            process.stdout.write(
              `${log.name}: the log is ${log.whole ? `whole, fingerprint ${log.fingerprint}` : 'NOT whole'}.\n`,
            );
          process.stdout.write(
            'Sealed words open only with the key of that time: put it in its place before you start.\n',
          );
        }
        process.exitCode = logs.every(({ whole }) => whole) ? 0 : 1;
      });
    });
