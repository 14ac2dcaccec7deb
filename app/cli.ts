import { Command } from 'commander';
import { auditCommand } from './commands/audit.ts';
import { backupCommand, restoreCommand } from './commands/backup.ts';
import { doctorCommand } from './commands/doctor.ts';
import { importCommand } from './commands/import.ts';
import { methodCommand } from './commands/method.ts';
import { ownerCommand } from './commands/owner.ts';
import { recountCommand } from './commands/recount.ts';

/** `npx upwell …`. Exit codes: 0 done, 1 something is wrong, 2 the call itself is. */
const program = new Command('upwell')
  .description('Upwell: from what people say to what changes, and back to the people who said it.')
  .showHelpAfterError('Add --help to see how it is used.')
  .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : 2));

for (const command of [
  importCommand,
  recountCommand,
  auditCommand,
  backupCommand,
  restoreCommand,
  doctorCommand,
  ownerCommand,
  methodCommand,
])
  program.addCommand(command());

await program.parseAsync().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  if (process.env.LOG_LEVEL === 'debug') console.error(error);
  process.exit(1);
});
