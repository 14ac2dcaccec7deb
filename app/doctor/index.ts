import type { Config } from '@upwell/platform/config';
import { migrationSources } from '../migrations.ts';
import { examineDatabase } from './database.ts';
import { examineBackups, examineDisk, examineKey } from './disk.ts';
import { type Finding, look, well, wrong } from './finding.ts';
import { examineMail, examineTexts } from './messages.ts';

export { type Finding, formatFindings, type Level } from './finding.ts';

/**
 * Looks at everything Upwell stands on and says in plain words what is well, what is not, and what to do. Changes
 * nothing and sends nothing; a database of Upwell's own is started for the look when no server runs.
 *
 * @param running the owner's address of the database, when the caller already has it running.
 * @returns the findings, in the order a person would look; `wrong` anywhere means exit code 1.
 */
export async function runDoctor(
  config: Config,
  { running, now = new Date() }: { running?: { ownerUrl: string }; now?: Date } = {},
): Promise<Finding[]> {
  const settings = config.warnings.map((warning) => look('settings', warning, 'See docs/configuration.md.'));
  return [
    node(),
    ...(settings.length > 0 ? settings : [well('settings', 'Every setting is understood.')]),
    ...(await examineDisk(config)),
    ...(await examineDatabase(config, await migrationSources(), running?.ownerUrl)),
    await examineKey(config),
    await examineBackups(config, now),
    await examineMail(config),
    examineTexts(config),
  ];
}

function node(): Finding {
  const [major] = process.versions.node.split('.').map(Number);
  if (major === 24) return well('node', `Upwell runs on Node ${process.versions.node}.`);
  return wrong('node', `This is Node ${process.versions.node}; Upwell is made for Node 24.`, 'Start with "npm start".');
}
